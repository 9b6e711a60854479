import Randomness
import Scenarios
import Testing

@Suite struct ChangeTests {
    private func mean(_ changes: String...) throws -> Double {
        try read(bank, changes: changes).scenario.classes[0].patience[0].distribution.mean
    }

    @Test func setsAValue() throws {
        #expect(try mean("customers.retail.patience.exponential.mean=3 min") == 180)
        #expect(try mean("customers.retail.patience={constant: 5 s}") == 5)
        #expect(
            try mean("customers['retail'].patience = {constant: 5 s}".replacing("['retail']", with: ".\"retail\"")) == 5
        )
        #expect(try mean("customers.*.patience.exponential.mean=1 h") == 3600)
    }

    @Test func multipliesAndAddsInTheUnitThatIsWritten() throws {
        #expect(try mean("customers.retail.patience.exponential.mean*=1.5") == 900)
        #expect(try mean("customers.retail.patience.exponential.mean+=30 s") == 630)
        #expect(try mean("customers.retail.patience.exponential.mean+=-30 s") == 570)
        let target = try read(bank, changes: ["targets[0].at_least+=5%", "targets[*].within*=2"]).scenario.targets[0]
        #expect(abs(target.value - 0.85) < 1e-15)
        #expect(target.within == 40)
    }

    @Test func changesFollowEachOther() throws {
        #expect(try mean("customers.retail.patience={constant: 5 s}", "customers.retail.patience.constant*=3") == 15)
    }

    @Test func addsAKeyThatIsLegal() throws {
        let scenario = try read(bank, changes: ["customers.retail.loyal=true", "lines=40", "day.days=2"]).scenario
        #expect(scenario.classes[0].loyal)
        #expect(scenario.lines == 40)
        guard case .calendar(let calendar) = scenario.hours else { return #expect(Bool(false)) }
        #expect(calendar.openings.count == 2)
    }

    @Test func changesEveryEntryOfATable() throws {
        let hours = (#""24:00", interval: 30 min"#, #""10:00", interval: 1 h"#)
        let text = bank(hours, ("{per_hour: 60}", "{per_interval: [1, 2.5, 3]}"), ("staff: 5", "staff: [1, 3, 5]"))
        let changes = ["customers.retail.arrivals.per_interval*=1.1", "agents.generalists.staff*=0.5"]
        let scenario = try read(text, changes: changes).scenario
        #expect(scenario.classes[0].arrivals.process == .perInterval([[1.1, 2.75, 3 * 1.1]]))
        #expect(scenario.groups[0].staffing == .headcount([[1, 2, 3]], means: .present))
    }

    @Test func roundsHalvesUpDespiteTheLastBit() throws {
        // 45 · 0.7 is 31.499999999999996 in floating point, and 31.5 to whoever types it.
        let scenario = try read(bank(("staff: 5", "staff: 45")), changes: ["agents.generalists.staff*=0.7"]).scenario
        guard case .headcount(let table, _) = scenario.groups[0].staffing else { return #expect(Bool(false)) }
        #expect(table[0][0] == 32)
    }

    @Test func changesTablesOfFiles() throws {
        let reader = ScenarioReader(measures: someMeasures)
        let scenario = try reader.read(
            file: folder("Accepted/every-key.yaml"),
            changes: [
                Change("customers.filed.arrivals.per_interval+=1"), Change("agents.files.staff*=2"),
                Change("agents.days.staff*=2"),
            ]
        ).scenario
        #expect(scenario.classes[3].arrivals.process == .perInterval([[2, 3, 4], [5, 6, 7]]))
        #expect(scenario.groups[2].staffing == .headcount([[2, 4, 6], [8, 10, 12]], means: .rostered))
        #expect(scenario.groups[1].staffing == .headcount([[2, 4, 6], [8, 10, 12]], means: .present))
    }
}
