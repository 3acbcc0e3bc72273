//! Unpacking the bytes of a stream, each step within what is allowed.

use super::object::{Object, Table, hexadecimal, is_white};
use flate2::read::{DeflateDecoder, ZlibDecoder};
use std::io::Read;

/// How many steps of packing a stream may have.
const MOST_STEPS: usize = 4;

/// Why bytes could not be unpacked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NotUnpacked {
    /// They unpack to more than is allowed.
    TooLarge,
    /// They are packed in a way that text is not, such as a picture.
    Other,
}

/// Unpacks a stream to at most `most` bytes. What is cut short gives what there is.
///
/// # Errors
/// [`NotUnpacked`].
pub(super) fn unpack(table: &Table, packed: &[u8], most: usize) -> Result<Vec<u8>, NotUnpacked> {
    let steps = all(table.get("Filter").or(table.get("F")));
    let ways = all(table.get("DecodeParms").or(table.get("DP")));
    if steps.len() > MOST_STEPS {
        return Err(NotUnpacked::Other);
    }
    let mut bytes = packed.to_vec();
    for (at, step) in steps.iter().enumerate() {
        let way = ways.get(at).and_then(|it| it.table());
        bytes = match step.name().unwrap_or_default() {
            "FlateDecode" | "Fl" => unpredicted(inflated(&bytes, most), way),
            "LZWDecode" | "LZW" => unpredicted(lzw(&bytes, most), way),
            "ASCIIHexDecode" | "AHx" => {
                hexadecimal(bytes.split(|b| *b == b'>').next().unwrap_or_default())
            }
            "ASCII85Decode" | "A85" => ascii85(&bytes),
            "RunLengthDecode" | "RL" => run_lengths(&bytes, most),
            _ => return Err(NotUnpacked::Other),
        };
        if bytes.len() > most {
            return Err(NotUnpacked::TooLarge);
        }
    }
    if bytes.len() > most {
        Err(NotUnpacked::TooLarge)
    } else {
        Ok(bytes)
    }
}

fn all(object: Option<&Object>) -> Vec<&Object> {
    match object {
        Some(Object::List(list)) => list.iter().collect(),
        Some(one) => vec![one],
        None => vec![],
    }
}

/// Up to one byte more than allowed. Some writers leave the two bytes of a header out.
fn inflated(bytes: &[u8], most: usize) -> Vec<u8> {
    let mut out = vec![];
    // A stream that ends in a fault still gives the text before it.
    drop(
        ZlibDecoder::new(bytes)
            .take(most as u64 + 1)
            .read_to_end(&mut out),
    );
    if out.is_empty() {
        drop(
            DeflateDecoder::new(bytes)
                .take(most as u64 + 1)
                .read_to_end(&mut out),
        );
    }
    out
}

/// Undoes the prediction of PNG, row by row.
fn unpredicted(bytes: Vec<u8>, way: Option<&Table>) -> Vec<u8> {
    let get = |key: &str, otherwise| {
        way.and_then(|w| w.get(key))
            .and_then(Object::whole)
            .unwrap_or(otherwise)
    };
    if get("Predictor", 1) < 10 {
        return bytes;
    }
    let (colours, bits, columns) = (
        get("Colors", 1).min(32),
        get("BitsPerComponent", 8).min(32),
        get("Columns", 1),
    );
    let pixel = (colours * bits).div_ceil(8).max(1);
    let width = (colours * bits)
        .saturating_mul(columns.min(1 << 20))
        .div_ceil(8)
        .max(1);
    let mut out: Vec<u8> = Vec::with_capacity(bytes.len());
    let mut above = vec![0u8; width];
    for row in bytes.chunks(width + 1) {
        let kind = row[0];
        let mut now = vec![0u8; width];
        for (at, raw) in row[1..].iter().enumerate() {
            let (left, corner) = if at >= pixel {
                (now[at - pixel], above[at - pixel])
            } else {
                (0, 0)
            };
            let guess = match kind {
                1 => left,
                2 => above[at],
                3 => ((u16::from(left) + u16::from(above[at])) / 2) as u8,
                4 => paeth(left, above[at], corner),
                _ => 0,
            };
            now[at] = raw.wrapping_add(guess);
        }
        out.extend_from_slice(&now[..row.len() - 1]);
        above = now;
    }
    out
}

fn paeth(left: u8, above: u8, corner: u8) -> u8 {
    let (a, b, c) = (i16::from(left), i16::from(above), i16::from(corner));
    let (to_a, to_b, to_c) = ((b - c).abs(), (a - c).abs(), (a + b - 2 * c).abs());
    if to_a <= to_b && to_a <= to_c {
        left
    } else if to_b <= to_c {
        above
    } else {
        corner
    }
}

fn lzw(bytes: &[u8], most: usize) -> Vec<u8> {
    let mut out: Vec<u8> = vec![];
    // Each entry is a piece of what is already out: where it begins, and its length.
    let mut entries: Vec<(usize, usize)> = vec![];
    let (mut held, mut bits, mut width) = (0u32, 0u32, 9u32);
    let mut last: Option<(usize, usize)> = None;
    for byte in bytes {
        held = held << 8 | u32::from(*byte);
        bits += 8;
        if bits < width {
            continue;
        }
        bits -= width;
        let code = (held >> bits) as usize;
        held &= (1 << bits) - 1;
        let start = out.len();
        match (code, last) {
            (256, _) => {
                entries.clear();
                (width, last) = (9, None);
                continue;
            }
            (257, _) => break,
            (0..=255, _) => out.push(code as u8),
            (_, None) => break,
            (_, Some((from, length))) => {
                let known = entries.get(code - 258).copied();
                if known.is_none() && code - 258 != entries.len() {
                    break;
                }
                let (from, length) = known.unwrap_or((from, length + 1));
                for at in from..from + length {
                    out.push(out[at]);
                }
            }
        }
        if let Some((from, length)) = last
            && entries.len() < 4096 - 258
        {
            entries.push((from, length + 1));
        }
        last = Some((start, out.len() - start));
        width = match entries.len() + 259 {
            0..512 => 9,
            512..1024 => 10,
            1024..2048 => 11,
            _ => 12,
        };
        if out.len() > most {
            break;
        }
    }
    out
}

fn ascii85(bytes: &[u8]) -> Vec<u8> {
    let (mut out, mut group) = (vec![], vec![]);
    for byte in bytes.iter().filter(|b| !is_white(**b)) {
        match byte {
            b'z' if group.is_empty() => out.extend_from_slice(&[0; 4]),
            b'!'..=b'u' => group.push(byte - b'!'),
            _ => break,
        }
        if group.len() == 5 {
            out.extend_from_slice(&of_85(&group));
            group.clear();
        }
    }
    if group.len() > 1 {
        let length = group.len() - 1;
        group.resize(5, 84);
        out.extend_from_slice(&of_85(&group)[..length]);
    }
    out
}

fn of_85(group: &[u8]) -> [u8; 4] {
    let value = group.iter().fold(0u32, |sum, digit| {
        sum.wrapping_mul(85).wrapping_add(u32::from(*digit))
    });
    value.to_be_bytes()
}

fn run_lengths(bytes: &[u8], most: usize) -> Vec<u8> {
    let (mut out, mut rest) = (vec![], bytes);
    while let Some((&length, after)) = rest.split_first() {
        if length == 128 || out.len() > most {
            break;
        }
        if length < 128 {
            let (run, after) = after.split_at(after.len().min(usize::from(length) + 1));
            out.extend_from_slice(run);
            rest = after;
        } else if let Some((&byte, after)) = after.split_first() {
            out.resize(out.len() + 257 - usize::from(length), byte);
            rest = after;
        } else {
            break;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::ZlibEncoder;
    use std::io::Write;

    fn packed(filter: &str, bytes: &[u8], most: usize) -> Result<Vec<u8>, NotUnpacked> {
        let table = Table::from([("Filter".to_owned(), Object::Name(filter.to_owned()))]);
        unpack(&table, bytes, most)
    }

    fn deflated(bytes: &[u8]) -> Vec<u8> {
        let mut packer = ZlibEncoder::new(vec![], Compression::best());
        packer.write_all(bytes).unwrap();
        packer.finish().unwrap()
    }

    #[test]
    fn each_way_of_packing() {
        let check = |filter: &str, bytes: &[u8], expect: &[u8]| {
            assert_eq!(packed(filter, bytes, 1000).unwrap(), expect, "{filter}");
        };
        check("FlateDecode", &deflated(b"words"), b"words");
        check("FlateDecode", &deflated(b"words")[2..], b"words");
        check("ASCIIHexDecode", b"48 65>", b"He");
        check("ASCII85Decode", b"87cURD]i,\"Ebo80~>", b"Hello World!");
        check(
            "RunLengthDecode",
            &[2, b'a', b'b', b'c', 254, b'x', 128],
            b"abcxxx",
        );
        // The example of the standard (ISO 32000-1, 7.4.4.2).
        check(
            "LZWDecode",
            &[0x80, 0x0b, 0x60, 0x50, 0x22, 0x0c, 0x0c, 0x85, 0x01],
            &[45, 45, 45, 45, 45, 65, 45, 45, 45, 66],
        );
    }

    #[test]
    fn bombs_and_pictures_are_not_unpacked() {
        let bomb = deflated(&vec![0; 1_000_000]);
        assert_eq!(
            packed("FlateDecode", &bomb, 1000),
            Err(NotUnpacked::TooLarge)
        );
        assert_eq!(
            packed("RunLengthDecode", &[129, 0].repeat(100), 1000),
            Err(NotUnpacked::TooLarge)
        );
        assert_eq!(packed("DCTDecode", b"x", 1000), Err(NotUnpacked::Other));
    }

    #[test]
    fn predicted_rows() {
        let way = Table::from([
            ("Predictor".to_owned(), Object::Number(12.0)),
            ("Columns".to_owned(), Object::Number(3.0)),
        ]);
        let rows = vec![0, 1, 2, 3, 2, 1, 1, 1, 1, 5, 1, 1];
        assert_eq!(unpredicted(rows, Some(&way)), [1, 2, 3, 2, 3, 4, 5, 6, 7]);
    }
}
