import Engine
import Testing

@testable import Measures

/// The engine's own counts, not hand-made ones, in centres that use every feature in some mixture.
@Suite struct SimulatedDaysTests {
    /// A hundred and sixty centres of two days each: whatever was counted adds up, and every measure is possible.
    @Test func everythingAddsUp() {
        var random = TestStream(71)
        var made = 0.0
        for centre in 0..<160 {
            let found = RandomCentre(&random)
            var tally = RunTally(plan: found.plan, layout: found.model.layout)
            for counts in found.days(2, seed: UInt64(centre)) { tally.add(counts) }
            let results = tally.results()
            #expect(results.conservation.holds, "centre \(centre): \(results.conservation.violations.prefix(3))")
            made += results.conservation.promises.first?.count ?? 0
            for measured in results.measures {
                guard let value = measured.estimate.value else { continue }
                let measure = measured.measure
                #expect(value.isFinite, "centre \(centre): \(measure.name)")
                if measure.limits != .none { #expect(value >= 0, "centre \(centre): \(measure.name) \(value)") }
                if measure.limits == .shareOfCounted {
                    #expect(value <= 1, "centre \(centre): \(measure.name) \(value)")
                }
            }
            func value(_ name: String) -> Double { results.value(name) ?? 0 }
            #expect(value("callbacks_kept") <= value("callbacks_kept_reached") + 1e-12, "centre \(centre)")
            #expect(value("callbacks_kept_reached") <= value("callbacks_kept_dial") + 1e-12, "centre \(centre)")
            #expect(value("service_level_whole") >= value("service_level"))
        }
        // Not a test of empty pages.
        #expect(made > 5000)
    }
}
