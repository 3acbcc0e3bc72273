//! How probable it is, before anything is known, that worths between knots lie where a judgment
//! puts them: exact formulas for linear interpolation of even draws.

/// A place on the line of figures: the knots around it, and the share of the way between them.
pub type Place = (usize, usize, f64);

/// The probability that the worth at a place is at most `t`.
pub fn at_most((low, high, share): Place, sorted: Option<bool>, knots: usize, t: f64) -> f64 {
    if t <= 0.0 || t >= 1.0 {
        return t.clamp(0.0, 1.0);
    }
    match sorted {
        _ if low == high && sorted.is_none() => t,
        None => trapezoid(share, t),
        Some(true) => sorted_between((low + 1, high + 1, share), knots, t),
        Some(false) => sorted_between((knots - high, knots - low, 1.0 - share), knots, t),
    }
}

/// P((1 − s)·X + s·Y ≤ t) for independent even X and Y.
fn trapezoid(share: f64, t: f64) -> f64 {
    let (a, b) = if share < 0.5 {
        (share, 1.0 - share)
    } else {
        (1.0 - share, share)
    };
    let lower = |t: f64| {
        if t <= a {
            t * t / (2.0 * a * b)
        } else {
            (t - a / 2.0) / b
        }
    };
    if t <= b {
        lower(t)
    } else {
        1.0 - lower(1.0 - t)
    }
}

/// P((1 − s)·X₍ₖ₎ + s·X₍ₖ₊₁₎ ≤ t) for the order statistics of `n` even draws, `k` from 1.
///
/// Given X₍ₖ₎ = x the integrand is a polynomial in x of degree below 5 on each of two pieces, so
/// three Gauss–Legendre nodes integrate it exactly.
fn sorted_between((k, next, share): Place, n: usize, t: f64) -> f64 {
    let factorial = |n: usize| (1..=n).product::<usize>() as f64;
    let scale = factorial(n) / (factorial(k - 1) * factorial(n - k));
    let density = |x: f64| scale * power(x, k - 1) * power(1.0 - x, n - k);
    if next == k || share == 0.0 {
        return gauss(0.0, t, &density);
    }
    let full = ((t - share) / (1.0 - share)).max(0.0);
    let partial = |x: f64| {
        let y = (t - (1.0 - share) * x) / share;
        scale * power(x, k - 1) * (power(1.0 - x, n - k) - power((1.0 - y).max(0.0), n - k))
    };
    gauss(0.0, full, &density) + gauss(full, t, &partial)
}

/// By repeated multiplication: the machine's own power may round differently elsewhere.
fn power(x: f64, p: usize) -> f64 {
    (0..p).fold(1.0, |product, _| product * x)
}

/// The probability that the worth is at least `t` all the way from one place to another further
/// on, with independent knots: it has its least at one of the two or at a knot between them.
pub fn all_above(first: Place, last: Place, t: f64) -> f64 {
    if t <= 0.0 || t >= 1.0 {
        return if t <= 0.0 { 1.0 } else { 0.0 };
    }
    let inside = (last.0 + 1).saturating_sub(first.1);
    // Where the last knot inside is the near one for the right end, the share counts from the other side.
    let left = if first.0 == first.1 { 0.0 } else { first.2 };
    let right = if last.0 == last.1 { 0.0 } else { 1.0 - last.2 };
    match inside {
        0 => one_span(first.2, last.2, t),
        1 => beside(t, left, right),
        n => beside(t, left, 0.0) * beside(t, right, 0.0) * power(1.0 - t, n - 2),
    }
}

/// The probability that a knot is at least `t` and so are the places on either side of it, each a
/// share of the way towards it from a knot beyond; a share of 0 stands for no such place.
fn beside(t: f64, left: f64, right: f64) -> f64 {
    let holds = |y: f64, share: f64| match share > 0.0 {
        true => 1.0 - ((t - share * y) / (1.0 - share)).max(0.0),
        false => 1.0,
    };
    let free = |share: f64| if share > 0.0 { t / share } else { 1.0 };
    pieces([t, free(left), free(right), 1.0], &|y| {
        holds(y, left) * holds(y, right)
    })
}

/// The probability that two places between the same two knots are both at least `t`.
fn one_span(near: f64, far: f64, t: f64) -> f64 {
    let needed = |y: f64, share: f64| (t - share * y) / (1.0 - share);
    // Above `t` at the far knot the near place asks for more, below it the far one.
    let holds = |y: f64| {
        let least = needed(y, near).max(needed(y, far));
        1.0 - least.clamp(0.0, 1.0)
    };
    let full = ((t - 1.0 + far) / far).max(0.0);
    pieces([full, t, t / near, 1.0], &holds)
}

/// The integral of a function that is a polynomial of degree below 6 between these borders.
fn pieces(mut borders: [f64; 4], f: &dyn Fn(f64) -> f64) -> f64 {
    borders.iter_mut().for_each(|b| *b = b.min(1.0));
    borders.sort_by(f64::total_cmp);
    borders.windows(2).map(|w| gauss(w[0], w[1], f)).sum()
}

fn gauss(from: f64, to: f64, f: &dyn Fn(f64) -> f64) -> f64 {
    let (middle, half) = ((from + to) / 2.0, (to - from) / 2.0);
    let node = 0.774_596_669_241_483_4 * half;
    half * (5.0 * f(middle - node) + 8.0 * f(middle) + 5.0 * f(middle + node)) / 9.0
}
