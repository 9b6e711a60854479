import CGSL
import Testing

@testable import Randomness

/// Moments and probabilities computed with 40 digits from the definitions, by a program that shares nothing with ours.
struct Known: Sendable, CustomTestStringConvertible {
    let family: String
    let parameters: [String: Double]
    let mean: Double
    let sd: Double
    /// (x, P(X ≤ x), P(X > x)).
    let points: [(Double, Double, Double)]

    init(
        _ family: String, _ parameters: [String: Double], mean: Double, sd: Double, points: [(Double, Double, Double)]
    ) {
        self.family = family
        self.parameters = parameters
        self.mean = mean
        self.sd = sd
        self.points = points
    }

    var testDescription: String { "\(family) \(parameters)" }
}

struct KnownValuesTests {
    /// Relative, since a digit lost in the tail is a wrong promise; the floor is for what no sum of doubles can hold.
    static func agree(_ found: Double, _ known: Double) -> Bool {
        found == known || abs(found - known) <= 1e-10 * abs(known) + 1e-300
    }

    @Test(arguments: values) func agreesWithFortyDigits(_ known: Known) throws {
        let distribution = try Distribution(known.family, known.parameters)
        #expect(Self.agree(distribution.mean, known.mean), "mean \(distribution.mean)")
        #expect(Self.agree(distribution.standardDeviation, known.sd), "sd \(distribution.standardDeviation)")
        #expect(Self.agree(distribution.variance, known.sd * known.sd))
        for (x, cdf, survival) in known.points {
            #expect(Self.agree(distribution.cdf(x), cdf), "cdf(\(x)) is \(distribution.cdf(x))")
            #expect(Self.agree(distribution.survival(x), survival), "survival(\(x)) is \(distribution.survival(x))")
            let hazard = survival < 0.5 ? -log(survival) : -log1p(-cdf)
            #expect(Self.agree(distribution.cumulativeHazard(x), hazard) || abs(hazard) < 1e-9, "at \(x)")
        }
    }

    /// By hand, from the sums of first and second moments.
    @Test func composedDistributionsHaveTheirMoments() throws {
        let composed: [(String, [String: ParameterValue], mean: Double, variance: Double)] = [
            (
                "mixture",
                [
                    "parts": .weighted([
                        WeightedDistribution(share: 0.1, distribution: .constant(3)),
                        WeightedDistribution(share: 0.7, distribution: .gamma(mean: 200, cv: 0.6)),
                        WeightedDistribution(share: 0.2, distribution: .exponential(mean: 400)),
                    ])
                ], 220.3, 53_548.81
            ),
            ("shifted", ["by": .number(5), "of": .distribution(.exponential(mean: 180))], 185, 32_400),
            ("empirical", ["values": .list([12, 3, 3, 40, 7.5])], 13.1, 192.04),
            (
                "histogram", ["edges": .list([0, 10, 30, 60, 300]), "counts": .list([4, 0, 9, 2])],
                157.0 / 3, 31_411.0 / 9
            ),
            (
                "hyperexponential", ["shares": .list([0.2, 0.5, 0.3]), "means": .list([10, 60, 300])], 122, 42_756
            ),
        ]
        for (family, form, mean, variance) in composed {
            let distribution = try #require(Distribution.families.first { $0.name == family }).make(form)
            #expect(abs(distribution.mean / mean - 1) < 1e-14, "\(family)")
            #expect(abs(distribution.variance / variance - 1) < 1e-13, "\(family)")
            if family == "histogram" {
                #expect(abs(distribution.cdf(45) - 8.5 / 15) < 1e-15 && distribution.cdf(20) == distribution.cdf(10))
                #expect(abs(distribution.survival(180) * 15 - 1) < 1e-14)
            }
        }
    }

    static let values: [Known] = [
        Known(
            "gamma", ["mean": 300, "cv": 0.7], mean: 300.0, sd: 210.0,
            points: [
                (1.0, 1.808803823912214e-05, 0.9999819119617609), (300.0, 0.5930558638514317, 0.4069441361485683),
                (6000.0, 0.9999999999999999, 8.984570572230835e-17),
            ]),
        Known(
            "gamma", ["mean": 300, "cv": 0.01], mean: 300.0, sd: 3.0,
            points: [
                (280.0, 4.631752683218147e-12, 0.9999999999953683), (300.0, 0.5013298083399552, 0.4986701916600448),
                (330.0, 1.0, 1.692853149646936e-22),
            ]),
        Known(
            "gamma", ["shape": 0.05, "scale": 100], mean: 5.0, sd: 22.360679774997898,
            points: [
                (1e-09, 0.28950904797872923, 0.7104909520212708), (1.0, 0.815559805741285, 0.18444019425871508),
                (2000.0, 0.9999999999941187, 5.881321391739095e-12),
            ]),
        Known(
            "gamma", ["shape": 1000000, "scale": 0.001], mean: 1000.0, sd: 1.0,
            points: [
                (995.0, 2.749580359270071e-07, 0.9999997250419641), (1000.0, 0.5001329807608725, 0.4998670192391274),
                (1005.0, 0.999999701250986, 2.987490140114635e-07),
            ]),
        Known(
            "erlang", ["mean": 300, "phases": 4], mean: 300.0, sd: 150.0,
            points: [
                (1.0, 1.3029035292179912e-09, 0.9999999986970964), (300.0, 0.566529879633291, 0.43347012036670896),
                (3000.0, 0.9999999999999512, 4.888864465181051e-14),
            ]),
        Known(
            "lognormal", ["mean": 188, "cv": 1.27], mean: 188.0, sd: 238.76,
            points: [
                (1.0, 6.076590153794205e-07, 0.9999993923409847), (188.0, 0.6879385305611633, 0.3120614694388367),
                (50000.0, 0.9999999996936283, 3.063717207358133e-10),
            ]),
        Known(
            "lognormal", ["median": 60, "sigma": 0.5], mean: 67.98890718400958, sd: 36.234031992652874,
            points: [
                (10.0, 0.0001694980864466332, 0.9998305019135534), (60.0, 0.5, 0.5),
                (1000.0, 0.9999999908219714, 9.178028585709736e-09),
            ]),
        Known(
            "lognormal", ["mu": 4, "sigma": 1.5], mean: 168.17414165184545, sd: 489.95381884473505,
            points: [
                (0.01, 4.824669732166331e-09, 0.9999999951753302), (60.0, 0.5250754891951613, 0.4749245108048386),
                (100000.0, 0.9999997258872424, 2.7411275764590186e-07),
            ]),
        Known(
            "weibull", ["mean": 240, "shape": 0.8], mean: 240.0, sd: 302.52306883370585,
            points: [
                (0.001, 5.4853453132532796e-05, 0.9999451465468675), (240.0, 0.6688081626044089, 0.3311918373955911),
                (20000.0, 1.0, 3.0695027336763934e-17),
            ]),
        Known(
            "weibull", ["scale": 100, "shape": 5000], mean: 99.98845964220013, sd: 0.025644289188229995,
            points: [
                (99.0, 1.4995915609980212e-22, 1.0), (100.0, 0.6321205588285577, 0.36787944117144233),
                (100.1, 1.0, 5.079408825941774e-65),
            ]),
        Known(
            "weibull", ["scale": 100, "shape": 0.05], mean: 2.4329020081766318e+20, sd: 9.032802905200423e+25,
            points: [
                (1e-09, 0.2456043343652552, 0.7543956656347448), (100.0, 0.6321205588285577, 0.36787944117144233),
                (1e+20, 0.9996449607982933, 0.00035503920170665585),
            ]),
        Known(
            "weibull", ["mean": 300, "cv": 0.001], mean: 300.0, sd: 0.3,
            points: [
                (299.0, 0.007747925998638447, 0.9922520740013615), (300.0, 0.4298294299472745, 0.5701705700527254),
                (300.5, 0.9913429152602291, 0.008657084739770912),
            ]),
        Known(
            "weibull", ["mean": 300, "cv": 0.5], mean: 300.0, sd: 150.0,
            points: [
                (1.0, 4.829729856333138e-06, 0.9999951702701436), (300.0, 0.5392293749664577, 0.4607706250335422),
                (1000.0, 0.999940338675284, 5.9661324716044875e-05),
            ]),
        Known(
            "weibull", ["mean": 300, "cv": 100.0], mean: 300.0, sd: 30000.0,
            points: [
                (1.0, 0.8310678309223716, 0.16893216907762845), (300.0, 0.9750609618693454, 0.02493903813065455),
                (10000000.0, 0.9999991736337248, 8.263662752411353e-07),
            ]),
        Known(
            "log_logistic", ["median": 60, "shape": 2.5], mean: 79.27838398065897, sd: 95.43559197636783,
            points: [
                (0.1, 1.1340229004654777e-07, 0.99999988659771), (60.0, 0.5, 0.5),
                (100000.0, 0.999999991181837, 8.818162996259442e-09),
            ]),
        Known(
            "log_logistic", ["median": 60, "shape": 1.5], mean: 145.10394913873742, sd: .infinity,
            points: [
                (0.1, 6.80367524293325e-05, 0.9999319632475707), (60.0, 0.5, 0.5),
                (100000.0, 0.9999853032775401, 1.469672245987356e-05),
            ]),
        Known(
            "log_logistic", ["median": 60, "shape": 0.9], mean: .infinity, sd: .infinity,
            points: [
                (0.1, 0.0031498780566794494, 0.9968501219433206), (60.0, 0.5, 0.5),
                (100000.0, 0.998741685207643, 0.00125831479235708),
            ]),
        Known(
            "log_logistic", ["median": 60, "shape": 400], mean: 60.000616854714316, sd: 0.27207605838737486,
            points: [
                (58.0, 1.290317868065695e-06, 0.9999987096821319), (60.0, 0.5, 0.5),
                (62.0, 0.9999979870940668, 2.0129059331021827e-06),
            ]),
        Known(
            "log_logistic", ["mean": 300, "cv": 0.001], mean: 300.0, sd: 0.3,
            points: [
                (299.0, 0.002340158473976934, 0.997659841526023), (300.0, 0.5002267247916274, 0.49977327520837256),
                (302.0, 0.9999941717123682, 5.8282876319028375e-06),
            ]),
        Known(
            "log_logistic", ["mean": 300, "cv": 1.0], mean: 300.0, sd: 300.0,
            points: [
                (1.0, 3.9948179895697066e-07, 0.999999600518201), (300.0, 0.654884493385541, 0.345115506614459),
                (9000.0, 0.9999449926773265, 5.50073226734825e-05),
            ]),
        Known(
            "log_logistic", ["mean": 300, "cv": 100.0], mean: 300.0, sd: 30000.0,
            points: [
                (1.0, 2.740092702123012e-05, 0.9999725990729788), (300.0, 0.7115904385383959, 0.2884095614616041),
                (9000.0, 0.9995499903452889, 0.000450009654711063),
            ]),
        Known(
            "normal", ["mean": 300, "cv": 0.5], mean: 308.2871794018485, sd: 141.22736575114268,
            points: [
                (10.0, 0.003937009559797057, 0.996062990440203), (300.0, 0.48836012534157086, 0.5116398746584291),
                (1500.0, 0.9999999999999993, 6.365782976950889e-16),
            ]),
        Known(
            "normal", ["mean": 0, "sd": 60], mean: 47.873073648171925, sd: 36.16861649934522,
            points: [
                (1.0, 0.013297460387365108, 0.9867025396126349), (60.0, 0.6826894921370859, 0.3173105078629141),
                (600.0, 1.0, 1.523970604832105e-23),
            ]),
        Known(
            "normal", ["mean": 300, "sd": 30], mean: 300.0, sd: 30.0,
            points: [
                (150.0, 2.866515718791939e-07, 0.9999997133484281), (300.0, 0.5, 0.5),
                (600.0, 1.0, 7.619853024160525e-24),
            ]),
        Known(
            "pareto", ["minimum": 30, "shape": 3], mean: 45.0, sd: 25.98076211353316,
            points: [
                (31.0, 0.09368601255412709, 0.9063139874458729), (60.0, 0.875, 0.125), (30000.0, 0.999999999, 1e-09),
            ]),
        Known(
            "pareto", ["minimum": 30, "shape": 1.5], mean: 90.0, sd: .infinity,
            points: [
                (31.0, 0.04799475450716506, 0.9520052454928349), (60.0, 0.6464466094067263, 0.3535533905932738),
                (30000.0, 0.9999683772233983, 3.1622776601683795e-05),
            ]),
        Known(
            "pareto", ["minimum": 30, "shape": 0.8], mean: .infinity, sd: .infinity,
            points: [
                (31.0, 0.025890791840966567, 0.9741092081590335), (60.0, 0.4256508225014825, 0.5743491774985174),
                (30000.0, 0.996018928294465, 0.003981071705534972),
            ]),
        Known(
            "pareto", ["mean": 300, "cv": 2], mean: 300.0, sd: 600.0,
            points: [
                (170.0, 0.13949633691895735, 0.8605036630810426), (300.0, 0.741600102342164, 0.25839989765783605),
                (30000.0, 0.999984995402158, 1.500459784193027e-05),
            ]),
        Known(
            "pareto", ["mean": 300, "cv": 0.001], mean: 300.0, sd: 0.3,
            points: [
                (300.0, 0.6323043912280404, 0.36769560877195956), (301.0, 0.9868537585148066, 0.013146241485193439),
            ]),
        Known(
            "beta", ["from": 10, "to": 100, "alpha": 2, "beta": 5], mean: 35.714285714285715, sd: 14.374722712498649,
            points: [
                (11.0, 0.0017976639833960873, 0.9982023360166039), (35.0, 0.5305923246889118, 0.4694076753110882),
                (95.0, 0.9999969716770065, 3.028322993521388e-06),
            ]),
        Known(
            "beta", ["from": 0, "to": 60, "alpha": 0.3, "beta": 0.4], mean: 25.71428571428571, sd: 22.77295419960245,
            points: [
                (0.001, 0.024034537843112855, 0.9759654621568872), (30.0, 0.5784917890443377, 0.42150821095566227),
                (59.999, 0.9940009516894339, 0.005999048310566087),
            ]),
        Known(
            "beta", ["from": 10, "to": 70, "mean": 30, "cv": 0.4], mean: 30.0, sd: 12.0,
            points: [
                (11.0, 0.008808876580756507, 0.9911911234192435), (30.0, 0.5449933962576631, 0.4550066037423369),
                (65.0, 0.9988495602522103, 0.001150439747789762),
            ]),
        Known(
            "hyperexponential", ["mean": 300, "cv": 2], mean: 300.0, sd: 600.0,
            points: [
                (0.1, 0.0005331778083905355, 0.9994668221916094), (300.0, 0.7595991338257634, 0.2404008661742366),
                (20000.0, 0.9999999664389544, 3.356104565085316e-08),
            ]),
        Known(
            "hyperexponential", ["mean": 300, "cv": 1], mean: 300.0, sd: 300.0,
            points: [
                (0.1, 0.0003332777839501029, 0.9996667222160499), (300.0, 0.6321205588285577, 0.36787944117144233),
                (9000.0, 0.9999999999999064, 9.357622968840175e-14),
            ]),
        Known(
            "hyperexponential", ["mean": 300, "cv": 100], mean: 300.0, sd: 30000.0,
            points: [
                (0.1, 0.0006663778671383916, 0.9993336221328616), (300.0, 0.8646079578365412, 0.13539204216345874),
                (9000.0, 0.9999501522600104, 4.98477399895751e-05),
            ]),
        Known(
            "exponential", ["mean": 180], mean: 180.0, sd: 180.0,
            points: [
                (0.001, 5.555540123485368e-06, 0.9999944444598765), (180.0, 0.6321205588285577, 0.36787944117144233),
                (9000.0, 1.0, 1.9287498479639178e-22),
            ]),
        Known(
            "uniform", ["from": 20, "to": 80], mean: 50.0, sd: 17.320508075688775,
            points: [(35.0, 0.25, 0.75), (80.0, 1.0, 0.0)]),
        Known(
            "triangular", ["from": 10, "mode": 20, "to": 60], mean: 30.0, sd: 10.801234497346433,
            points: [(15.0, 0.05, 0.95), (50.0, 0.95, 0.05)]),
        Known(
            "triangular", ["from": 0, "mode": 0, "to": 60], mean: 20.0, sd: 14.142135623730951,
            points: [(30.0, 0.75, 0.25)]),
        Known("constant", ["time": 5], mean: 5.0, sd: 0.0, points: [(4.0, 0.0, 1.0), (5.0, 1.0, 0.0)]),
    ]
}
