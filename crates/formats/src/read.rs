//! Which kind of files these are, by what they hold; and the scenario they make together.

use crate::node::{File, Node};
use crate::points::Meaning;
use crate::scenario::Scenario;
use crate::{genius, genius_web, negmas, negolog, node, xml};
use onetext_model::problem::suggestion;
use onetext_model::{Place, Problem};

/// How large one file may be, in bytes.
pub const MOST_BYTES: usize = 16 << 20;
/// How many files a scenario may have.
pub const MOST_FILES: usize = 1_000;

/// A file of a scenario.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputFile {
    /// Its name.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// How files are read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Options {
    /// What evaluations mean.
    pub meaning: Meaning,
    /// Which profiles, in which order, by the names of their files; empty for all.
    pub parties: Vec<String>,
}

/// Reads a scenario from its files: a domain and a profile for each party. Files of no known kind
/// are left alone. Parties are in the order of their files' names, numbers in them by size.
///
/// # Errors
/// Every problem found: what cannot be read, files of two kinds or of two scenarios, no profile, a
/// party nobody has a file for, profiles that disagree with their domain.
///
/// ```
/// use onetext_formats::{InputFile, Options, read};
/// let profile = r#"{"reservationValue": 0.25, "issueWeights": {"price": 1},
///     "issues": {"price": {"low": 1, "high": 0.5}}}"#;
/// let file = InputFile { name: "buyer.json".to_owned(), bytes: profile.into() };
/// let scenario = read("bazaar", &[file], &Options::default()).unwrap();
/// assert_eq!(scenario.profiles[0].name, "buyer");
/// assert_eq!(scenario.labels[0].values, ["low", "high"]);
/// ```
pub fn read(name: &str, files: &[InputFile], options: &Options) -> Result<Scenario, Vec<Problem>> {
    if files.len() > MOST_FILES {
        let what = format!("holds {} files, more than {MOST_FILES}", files.len());
        return Err(vec![Problem::new(
            Place::file(name),
            what,
            "give one scenario's folder",
        )]);
    }
    let mut sorted: Vec<&InputFile> = files.iter().collect();
    sorted.sort_by_cached_key(|file| in_order(&file.name));
    let (mut found, mut problems) = (vec![], vec![]);
    for file in sorted {
        match recognised(file) {
            Ok(recognised) => found.extend(recognised),
            Err(problem) => problems.push(problem),
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let found = asked(name, found, &options.parties).map_err(|problem| vec![problem])?;
    let mut scenario = together(name, found, options.meaning)?;
    // Files rarely say what the scenario is called; the folder does.
    if matches!(scenario.name.as_str(), "" | "scenario") {
        name.clone_into(&mut scenario.name);
    }
    Ok(scenario)
}

/// Which program's files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Family {
    Genius,
    GeniusWeb,
    Negmas,
    Negolog,
}

impl Family {
    fn name(self) -> &'static str {
        match self {
            Self::Genius => "GENIUS",
            Self::GeniusWeb => "GeniusWeb",
            Self::Negmas => "NegMAS",
            Self::Negolog => "NegoLog",
        }
    }
}

/// A file that is part of a scenario.
struct Part {
    family: Family,
    profile: bool,
    name: String,
    stem: String,
    content: Content,
}

enum Content {
    Xml(xml::Element),
    Tree(Node),
}

fn recognised(file: &InputFile) -> Result<Option<Part>, Problem> {
    let refuse = |what: String, mend: &str| Err(Problem::new(Place::file(&file.name), what, mend));
    if file.bytes.len() > MOST_BYTES {
        let what = format!("is {} bytes long, more than {MOST_BYTES}", file.bytes.len());
        return refuse(what, "no scenario needs that");
    }
    let ending = file
        .name
        .rsplit_once('.')
        .map_or("", |(_, e)| e)
        .to_ascii_lowercase();
    if !matches!(ending.as_str(), "xml" | "json" | "yml" | "yaml") {
        return Ok(None);
    }
    let text = match std::str::from_utf8(&file.bytes) {
        Ok(text) => text.trim_start_matches('\u{feff}'),
        Err(error) => {
            let what = format!("is not UTF-8 at byte {}", error.valid_up_to());
            return refuse(what, "save it as UTF-8");
        }
    };
    let (content, kind) = match text.trim_start().chars().next() {
        Some('<') => {
            let tree = xml::parse(&file.name, text)?;
            let kind =
                genius::role(&tree).map(|role| (Family::Genius, role == genius::Role::Profile));
            (Content::Xml(tree), kind)
        }
        Some('{') if ending != "xml" => of_tree(node::json(&file.name, text)?),
        Some(_) if ending.starts_with('y') => of_tree(node::yaml(&file.name, text)?),
        _ => return Ok(None),
    };
    Ok(kind.map(|(family, profile)| Part {
        family,
        profile,
        name: file.name.clone(),
        stem: stem(&file.name),
        content,
    }))
}

fn of_tree(tree: Node) -> (Content, Option<(Family, bool)>) {
    let has = |name: &str| tree.get(name).is_some();
    let function =
        || negmas::kind(&tree).is_some_and(|k| k.ends_with("Function") || k.ends_with("UFun"));
    let kind = if has(genius_web::PROFILE) {
        Some((Family::GeniusWeb, true))
    } else if has(genius_web::ISSUES) {
        Some((Family::GeniusWeb, false))
    } else if has("issueWeights") && has("issues") {
        Some((Family::Negolog, true))
    } else if has("NumberOfBids") {
        Some((Family::Negolog, false))
    } else if function() {
        Some((Family::Negmas, true))
    } else if has("issues") {
        Some((Family::Negmas, false))
    } else {
        None
    };
    (Content::Tree(tree), kind)
}

/// The name of a file without its ending.
fn stem(name: &str) -> String {
    let name = name.rsplit('/').next().unwrap_or(name);
    name.rsplit_once('.')
        .map_or(name, |(stem, _)| stem)
        .to_owned()
}

/// A key that sorts `util2` before `util10`.
fn in_order(name: &str) -> Vec<(u64, String)> {
    let mut key = vec![];
    let mut rest = name;
    while !rest.is_empty() {
        let words = rest
            .find(|c: char| c.is_ascii_digit())
            .unwrap_or(rest.len());
        let (word, after) = rest.split_at(words);
        let digits = after
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(after.len());
        let (number, after) = after.split_at(digits);
        // The word before its number: words are compared first.
        key.push((0, word.to_owned()));
        key.push((number.parse().unwrap_or(u64::MAX), number.to_owned()));
        rest = after;
    }
    key
}

/// The profiles asked for, in the order asked, beside everything that is no profile.
fn asked(scenario: &str, found: Vec<Part>, parties: &[String]) -> Result<Vec<Part>, Problem> {
    if parties.is_empty() {
        return Ok(found);
    }
    let (mut profiles, mut chosen): (Vec<Part>, Vec<Part>) =
        found.into_iter().partition(|part| part.profile);
    for party in parties {
        let Some(at) = profiles.iter().position(|part| part.stem == *party) else {
            let known = profiles.iter().map(|part| part.stem.as_str());
            let listed = known.clone().collect::<Vec<_>>().join(", ");
            let mend = suggestion(party, known, &format!("there are {listed}"));
            let what = match chosen
                .iter()
                .any(|part| part.profile && part.stem == *party)
            {
                true => format!("`{party}` is asked for twice"),
                false => format!("has no profile `{party}`"),
            };
            return Err(Problem::new(Place::file(scenario), what, mend));
        };
        chosen.push(profiles.remove(at));
    }
    Ok(chosen)
}

fn together(name: &str, found: Vec<Part>, meaning: Meaning) -> Result<Scenario, Vec<Problem>> {
    let refuse = |what: String, mend: &str| Err(vec![Problem::new(Place::file(name), what, mend)]);
    let (profiles, domains): (Vec<Part>, Vec<Part>) =
        found.into_iter().partition(|part| part.profile);
    let Some(family) = profiles.first().map(|part| part.family) else {
        let mend = "give a folder with a domain and a profile for each party, or a talks folder";
        return refuse("holds no profile of a kind that is known".to_owned(), mend);
    };
    let other = profiles
        .iter()
        .chain(&domains)
        .find(|part| part.family != family);
    if let Some(other) = other {
        let what = format!(
            "holds files of {} and of {} (`{}`)",
            family.name(),
            other.family.name(),
            other.name
        );
        return refuse(what, "give each scenario a folder of its own");
    }
    if let [first, second, ..] = domains.as_slice() {
        let what = format!("holds two domains, `{}` and `{}`", first.name, second.name);
        return refuse(what, "give each scenario a folder of its own");
    }
    let domain = domains.into_iter().next();
    match family {
        Family::Genius => {
            let profiles: Vec<_> = profiles.into_iter().filter_map(of_xml).collect();
            genius::scenario(domain.and_then(of_xml).as_ref(), &profiles, meaning)
        }
        other => {
            let profiles: Vec<_> = profiles.into_iter().filter_map(of_file).collect();
            let domain = domain.and_then(of_file);
            match other {
                Family::GeniusWeb => genius_web::scenario(domain.as_ref(), &profiles),
                Family::Negmas => negmas::scenario(domain.as_ref(), &profiles),
                _ => negolog::scenario(domain.as_ref(), &profiles),
            }
        }
    }
}

fn of_xml(part: Part) -> Option<genius::File> {
    let Content::Xml(tree) = part.content else {
        return None;
    };
    Some(genius::File {
        stem: part.stem,
        tree,
    })
}

fn of_file(part: Part) -> Option<File> {
    let Content::Tree(node) = part.content else {
        return None;
    };
    Some(File {
        name: part.name,
        stem: part.stem,
        node,
    })
}
