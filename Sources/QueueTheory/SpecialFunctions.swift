import CGSL

/// GSL ends the process on an error unless its handler is off; reading this value turns it off, once.
private let handlerIsOff: Bool = {
    gsl_set_error_handler_off()
    return true
}()

/// A result of GSL. A failure here is a fault of ours: every caller has checked its arguments.
private func value(_ name: StaticString, _ call: (inout gsl_sf_result) -> Int32) -> Double {
    precondition(handlerIsOff)
    var result = gsl_sf_result()
    let status = call(&result)
    // A result too small for a double comes back as 0, which is what it is to us.
    precondition(
        (status == 0 || status == Int32(GSL_EUNDRFLW)) && !result.val.isNaN,
        "\(name) failed with status \(status)")
    return result.val
}

/// The regularised upper incomplete gamma function Q(s, x), for s > 0 and x ≥ 0.
func upperGamma(_ s: Double, _ x: Double) -> Double {
    value("gsl_sf_gamma_inc_Q_e") { gsl_sf_gamma_inc_Q_e(s, x, &$0) }
}

/// The regularised lower incomplete gamma function P(s, x) = 1 − Q(s, x), for s > 0 and x ≥ 0.
func lowerGamma(_ s: Double, _ x: Double) -> Double {
    value("gsl_sf_gamma_inc_P_e") { gsl_sf_gamma_inc_P_e(s, x, &$0) }
}

/// 2 (eˣ − 1 − x) / x², without the loss of digits near 0.
func relativeExponential2(_ x: Double) -> Double {
    value("gsl_sf_exprel_2_e") { gsl_sf_exprel_2_e(x, &$0) }
}

/// ln(e⁻ᵃ aⁿ / Γ(n + 1)), the logarithm of a Poisson probability, for real n ≥ 0 and a > 0.
///
/// From n = 1 on it is summed from the deviance of the two (as in Loader, 2000) with GSL's Γ*: n ln a, a and ln Γ each
/// grow like n ln n while what is left of them does not, so that their plain sum would lose digits.
func logPoissonTerm(_ n: Double, _ a: Double) -> Double {
    guard n >= 1 else {
        return n * log(a) - a - value("gsl_sf_lngamma_e") { gsl_sf_lngamma_e(n + 1, &$0) }
    }
    let ratio = a / n
    let deviance: Double
    if ratio > 0.5 && ratio < 2 {
        deviance = -n * value("gsl_sf_log_1plusx_mx_e") { gsl_sf_log_1plusx_mx_e((a - n) / n, &$0) }
    } else {
        deviance = a - n - n * log(ratio)
    }
    let star = value("gsl_sf_gammastar_e") { gsl_sf_gammastar_e(n, &$0) }
    return -deviance - 0.5 * log(2 * Double.pi * n) - log(star)
}

/// Γ(s, x) / (e⁻ˣ xˢ) for x > s − 1, by Legendre's continued fraction (Lentz's evaluation).
///
/// Used where Γ(s, x) itself would be too small for a double; it ends by itself for whole s.
func scaledUpperGamma(_ s: Double, _ x: Double) -> Double {
    let tiny = 1e-300
    var b = x + 1 - s
    var c = 1 / tiny
    var d = 1 / (abs(b) < tiny ? tiny : b)
    var fraction = d
    var i = 0.0
    while true {
        i += 1
        let a = -i * (i - s)
        b += 2
        d = a * d + b
        if abs(d) < tiny { d = tiny }
        c = b + a / c
        if abs(c) < tiny { c = tiny }
        d = 1 / d
        let factor = d * c
        fraction *= factor
        if abs(factor - 1) < 1e-15 { return fraction }
    }
}

/// ∫ f over [a, b] by Gauss and Legendre's rule of 16 points on each of a number of equal panels.
func integral(from a: Double, to b: Double, panels: Int, _ f: (Double) -> Double) -> Double {
    guard b > a, let table = gsl_integration_glfixed_table_alloc(16) else { return 0 }
    defer { gsl_integration_glfixed_table_free(table) }
    let width = (b - a) / Double(panels)
    var sum = 0.0
    for panel in 0..<panels {
        let left = a + Double(panel) * width
        for point in 0..<16 {
            var x = 0.0
            var weight = 0.0
            gsl_integration_glfixed_point(left, left + width, point, &x, &weight, table)
            sum += weight * f(x)
        }
    }
    return sum
}
