import Foundation
import Testing

@testable import holdfast

@Suite struct ExplainCommandTests {
    @Test func oneMeasureInAScreen() throws {
        let ended = try Program.run("explain", "asa")
        #expect(ended.status == 0 && ended.errors.isEmpty)
        #expect(ended.output.hasPrefix("asa  Average wait of the answered\n"))
        #expect(ended.output.contains("(sum of the waits of the answered) / A, waits of zero included\n"))
    }

    @Test func aMistypedNameIsGuessed() throws {
        let ended = try Program.run("explain", "servce_level")
        #expect(ended.status == 64 && ended.output.isEmpty)
        #expect(
            ended.errors
                == "error: expected a measure (holdfast explain lists them), found \"servce_level\"; "
                + "did you mean \"service_level\"?\n")
    }

    @Test(arguments: ["text", "csv", "json"]) func whatStandsBesideTheMeasures(format: String) throws {
        let ended = try Program.run("explain", "quote_calibration_announcements", "--format", format)
        #expect(ended.status == 0 && ended.errors.isEmpty)
        #expect(ended.output.contains("Announcements whose quote lies in the bin"))
        let days = try Program.run("explain", "callbacks_kept.sd_of_days", "--format", format)
        #expect(days.status == 0 && days.output.contains("callbacks_kept.sd_of_days"))
    }

    @Test func allMeasuresForPrograms() throws {
        let json = try Program.run("explain", "--format", "json").output
        let answer = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
        let names = try #require(answer["measures"] as? [[String: Any]]).compactMap { $0["measure"] as? String }
        let list = try Program.run("explain").output
        #expect(names.count > 40 && names.allSatisfy { list.contains("  \($0) ") })
    }
}
