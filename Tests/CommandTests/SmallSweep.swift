import Foundation
import Testing

/// A folder with a small centre and a sweep of twelve points over it.
struct SmallSweep {
    let folder: String
    var sweep: String { folder + "/sweep.yaml" }
    func path(_ name: String) -> String { folder + "/" + name }

    static let text = """
        sweep: 1
        scenario: small.yaml
        axes:
          agents.*.staff+: [0, 1, 2]
          customers.sales.handle_time.lognormal.mean: {from: 2 min, to: 5 min, by: 1 min}
        replications: 20

        """

    static func with(_ text: String = text, _ body: (SmallSweep) throws -> Void) throws {
        try Program.withFolder { folder in
            try SmallCentre.text.write(
                to: folder.appendingPathComponent("small.yaml"), atomically: false, encoding: .utf8)
            let place = SmallSweep(folder: folder.path)
            try text.write(toFile: place.sweep, atomically: false, encoding: .utf8)
            try body(place)
        }
    }

    func sweep(_ store: String, _ more: String...) throws -> Program.Ended {
        try Program.run(["sweep", sweep, "--store", path(store), "--quiet"] + more)
    }

    func merge(_ store: String, _ parts: [String]) throws -> Program.Ended {
        try Program.run(["sweep", "--merge", "--store", path(store)] + parts.map(path))
    }

    func digest(_ store: String) throws -> String {
        let ended = try Program.run("export", path(store), "--digest")
        #expect(ended.status == 0 && ended.errors.isEmpty, "\(ended.errors)")
        return ended.output
    }
}
