/// Whether two numbers agree to a relative 10⁻⁹ (or the one given). `floor` is for shares computed as 1 − tail, whose own
/// error is a few units of the sixteenth decimal place of 1.
func agrees(_ found: Double, _ exact: Double, relative: Double = 1e-9, floor: Double = 0) -> Bool {
    abs(found - exact) <= max(relative * abs(exact), floor)
}
