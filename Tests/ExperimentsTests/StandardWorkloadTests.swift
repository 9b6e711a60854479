import Engine
import Foundation
import Testing

@testable import Experiments

extension StandardWorkload: CustomTestStringConvertible {
    public var testDescription: String { name }
}

/// The workloads by which speed is told: the same as their files, and a checksum that moves with the answers alone.
@Suite struct StandardWorkloadTests {
    /// After a change of one of these scenarios: scripts/workload-texts.
    @Test(arguments: StandardWorkload.all)
    func theTextInTheProgramIsTheFile(workload: StandardWorkload) throws {
        let file = ShippedScenarioTests.folder.appending(path: workload.file)
        #expect(try String(contentsOf: file, encoding: .utf8) == workload.scenarioText)
    }

    @Test func everyNameIsThereOnce() {
        let names = StandardWorkload.all.map(\.name)
        #expect(Set(names).count == names.count && names.contains(StandardWorkload.nameForThreads))
    }

    /// Two turns of the loop for a contact that is answered or hangs up, and more where callbacks are dialled.
    @Test(arguments: StandardWorkload.all)
    func everyPassGivesTheSameOnAnyNumberOfThreads(workload: StandardWorkload) throws {
        let ready = workload.ready(contacts: 20_000)
        let one = try #require(ready.pass(threads: 1))
        #expect(abs(one.timing.contacts - 20_000) < 2_000)
        let hasCallbacks = ["w3_callbacks", "bank_day"].contains(workload.name)
        #expect(hasCallbacks ? one.events > 2 * one.timing.contacts : one.events == 2 * one.timing.contacts)
        for threads in [1, 2, 8] {
            #expect(try #require(ready.pass(threads: threads)).checksum == one.checksum)
        }
    }

    @Test func aPassThatIsInterruptedGivesNothing() {
        #expect(StandardWorkload.all[4].ready(contacts: 100_000).pass(threads: 1, isInterrupted: { true }) == nil)
    }

    @Test func theChecksumMovesWithEachAnswerAndNotWithRounding() throws {
        let layout = CountsLayout(intervals: 2, classes: 2, groups: 1, thresholds: 1, histogramsByInterval: false)
        func checksum(_ change: (inout Counts) -> Void) -> String {
            var counts = Counts(layout: layout)
            counts[row: 0, customerClass: 0, .answeredWaitSeconds] = 20.25
            change(&counts)
            var checksum = ResultChecksum()
            checksum.add(counts)
            return checksum.hexadecimal
        }
        let plain = checksum { _ in }
        let changed = [
            checksum { $0[row: 0, customerClass: 0, .answered] += 1 },
            checksum { $0[row: 0, customerClass: 1, .answered] += 1 },
            checksum { $0[row: 1, customerClass: 0, .answered] += 1 },
            checksum { $0[row: 1, customerClass: 0, .abandoned] += 1 },
            checksum { $0[row: 1, customerClass: 0, .answeredWithin, threshold: 0] += 1 },
            checksum { $0[row: 0, customerClass: 0, .answeredWaitSeconds] += 0.001 },
            checksum { $0[row: 0, group: 0, .busySeconds] += 1 },
            checksum { $0.histograms[0] += 1 }, checksum { $0.histograms[1] += 1 },
            // Of the abandoned, and of the next class.
            checksum { $0.histograms[WaitHistogram.bins] += 1 },
            checksum { $0.histograms[2 * WaitHistogram.bins] += 1 },
        ]
        #expect(plain.count == 16 && Set(changed + [plain]).count == changed.count + 1)
        #expect(checksum { $0[row: 0, customerClass: 0, .answeredWaitSeconds] += 1e-9 } == plain)
    }
}
