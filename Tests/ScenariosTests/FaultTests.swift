import Foundation
import Scenarios
import Testing

/// One case of a file of cases: what is changed in the bank, and all that people are then told.
struct FaultCase: Sendable, CustomTestStringConvertible {
    var name: String
    var text: String
    var changes: [String] = []
    var told: String

    var testDescription: String { name }

    /// All cases of a file. A case begins with `== name`; `<<<` and `>>>` give what is replaced in the bank and by what,
    /// `whole:` a text of its own (to the line `-->`), `--set` a change; after `-->` stands what is told.
    static func all(in file: String) -> [FaultCase] {
        let content = try! String(contentsOfFile: folder("Faults/" + file), encoding: .utf8)
        return content.components(separatedBy: "\n== ").dropFirst().map { block in
            let lines = block.components(separatedBy: "\n")
            let arrow = lines.firstIndex(of: "-->")!
            var one = FaultCase(
                name: lines[0], text: bank,
                told: lines[(arrow + 1)...].joined(separator: "\n").trimmingCharacters(in: .newlines))
            var old = ""
            for (index, line) in lines[..<arrow].enumerated() {
                if line.hasPrefix("<<< ") { old = line.dropFirst(4).replacingOccurrences(of: "\\n", with: "\n") }
                if line.hasPrefix(">>> ") || line == ">>>" {
                    let new = line.dropFirst(4).replacingOccurrences(of: "\\n", with: "\n")
                    guard let range = one.text.range(of: old) else { fatalError("\(lines[0]): the bank has no \(old)") }
                    one.text.replaceSubrange(range, with: new)
                }
                if line.hasPrefix("--set ") { one.changes.append(String(line.dropFirst(6))) }
                if line == "whole:" {
                    one.text = lines[(index + 1)..<arrow].joined(separator: "\n")
                    break
                }
            }
            return one
        }
    }
}

/// Every class of fault, its whole message compared.
@Suite struct FaultTests {
    @Test(
        arguments: [
            "yaml", "keys", "values", "distributions", "hours", "arrivals", "agents", "policy", "promises", "tables",
            "changes",
            "warnings",
        ]
        .flatMap { FaultCase.all(in: $0 + ".txt") })
    func tellsTheWholeMessage(_ one: FaultCase) {
        let directory = folder("Faults")
        let told = told(one.text, changes: one.changes, directory: directory)
            .replacingOccurrences(of: directory + "/", with: "")
        #expect(told == one.told)
    }
}
