import Foundation
import Testing

/// What a newcomer starts from.
@Suite struct InitTests {
    @Test func itRunsUneditedAndIsShort() throws {
        try Program.withFolder { folder in
            let file = folder.appendingPathComponent("main-street.yaml").path
            let written = try Program.run("init", file)
            #expect(written.status == 0 && written.output.isEmpty)
            #expect(written.errors == "Wrote \(file). Next: holdfast run \(file)\n")
            let lines = try String(contentsOfFile: file, encoding: .utf8).split(
                separator: "\n", omittingEmptySubsequences: false)
            #expect(lines.count <= 41 && lines.last == "")
            // Each line that holds a value says what it is.
            let values = lines.filter { !$0.isEmpty && !$0.hasPrefix("#") && !$0.hasSuffix(":") }
            #expect(values.count { !$0.contains("#") } <= 3)
            #expect(lines.contains { $0.hasPrefix("name: \"Main street\"") })
            let checked = try Program.run("check", file)
            #expect(checked.status == 0 && checked.errors.isEmpty)
            let ran = try Program.run("run", file, "--replications", "20")
            #expect(ran.status == 0 && ran.errors.isEmpty && ran.output.hasPrefix("Main street · 20 simulated days"))
            #expect(ran.output.split(separator: "\n", omittingEmptySubsequences: false).count <= 26)
        }
    }

    @Test func whatIsThereIsLeftAlone() throws {
        try Program.withFolder { folder in
            let file = folder.appendingPathComponent("kept.yaml")
            try "mine".write(to: file, atomically: false, encoding: .utf8)
            let ended = try Program.run("init", file.path)
            #expect(ended.status == 2 && ended.output.isEmpty)
            #expect(
                ended.errors == "error: \(file.path): expected a new file, found one that is there already; "
                    + "choose another name, or --force\n")
            #expect(try String(contentsOf: file, encoding: .utf8) == "mine")
            #expect(try Program.run("init", "--force", file.path).status == 0)
            #expect(try String(contentsOf: file, encoding: .utf8).hasPrefix("# A call centre"))
        }
    }

    @Test func theNextCommandCanBeTyped() throws {
        try Program.withFolder { folder in
            let ended = try Program.shell("cd '\(folder.path)' && $HOLDFAST init \"Anna's shop\"")
            #expect(ended.errors == "Wrote Anna's shop.yaml. Next: holdfast run 'Anna'\\''s shop.yaml'\n")
            let place = try Program.run("init", folder.path + "/missing/x")
            #expect(
                place.errors == "error: \"\(folder.path)/missing/x.yaml\" cannot be written to: "
                    + "its folder is not there; make it first, or choose another; nothing was changed\n")
        }
    }
}
