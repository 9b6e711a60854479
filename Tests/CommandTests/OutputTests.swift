import Foundation
import Testing

@testable import holdfast

/// Answers reach their place whole, or leave what was there as it was.
@Suite struct OutputTests {
    private func text(_ file: URL) throws -> String { try String(contentsOf: file, encoding: .utf8) }

    @Test func aFileIsReplacedAsAWhole() throws {
        try Program.withFolder { folder in
            let file = folder.appendingPathComponent("answer.csv")
            try "old and much longer than the new".write(to: file, atomically: false, encoding: .utf8)
            try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: file.path)
            try Output(file.path).write("new\n")
            #expect(try text(file) == "new\n")
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["answer.csv"])
            let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
            #expect(mode == 0o640)
        }
    }

    @Test func aLinkIsFollowed() throws {
        try Program.withFolder { folder in
            let file = folder.appendingPathComponent("real.txt")
            let link = folder.appendingPathComponent("link.txt")
            try "old".write(to: file, atomically: false, encoding: .utf8)
            try FileManager.default.createSymbolicLink(at: link, withDestinationURL: file)
            try Output(link.path).write("new")
            #expect(try text(file) == "new")
            #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link.path) == file.path)
        }
    }

    @Test func aMissingFolderIsSaidSo() throws {
        try Program.withFolder { folder in
            let place = folder.appendingPathComponent("missing/answer.txt").path
            #expect(
                throws: CommandFailure(
                    .badInput,
                    "\"\(place)\" cannot be written to: its folder is not there; make it first, or choose another with -o; "
                        + "nothing was changed")
            ) { try Output(place).write("text") }
        }
    }

    @Test func aFolderIsNotAFile() throws {
        try Program.withFolder { folder in
            #expect(
                throws: CommandFailure(
                    .badInput,
                    "\"\(folder.path)\" cannot be written to: it is a folder; name a file in it with -o; nothing was changed"
                )
            ) { try Output(folder.path).write("text") }
        }
    }

    /// A limit on the size of files stands in for a full disk: both end a write in its middle.
    @Test func aFullDiskLeavesTheOldFileWhole() throws {
        try Program.withFolder { folder in
            let file = folder.appendingPathComponent("answer.json")
            try "old".write(to: file, atomically: false, encoding: .utf8)
            let ended = try Program.shell(
                "trap '' XFSZ; ulimit -f 1; cd '\(folder.path)'; "
                    + "$HOLDFAST erlang --calls 360 --aht 4min --patience 3min --format json -o answer.json")
            #expect(ended.status == 1 && ended.output.isEmpty)
            #expect(
                ended.errors
                    == "error: \"answer.json\" cannot be written to: the disk is full; free some space, "
                    + "or choose another place with -o; nothing was changed\n")
            #expect(try text(file) == "old")
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["answer.json"])
        }
    }

    #if os(Linux)
    @Test func aFullStdoutIsSaidSo() throws {
        let ended = try Program.shell("$HOLDFAST --version > /dev/full")
        #expect(ended.status == 1)
        #expect(ended.errors.hasPrefix("error: stdout cannot be written to: the disk is full"))
    }
    #endif

    @Test(arguments: ["$HOLDFAST erlang --help | true", "$HOLDFAST erlang --calls 9 --aht 1min >&-"])
    func aReaderThatWentAwayIsNoFailure(line: String) throws {
        let ended = try Program.shell(line)
        #expect(ended.status == 0 && ended.errors.isEmpty)
    }

    @Test func aDashIsStdoutAndADeviceIsWrittenTo() throws {
        let dash = try Program.run("erlang", "--calls", "120", "--aht", "1min", "-o", "-")
        #expect(dash.status == 0 && dash.output.hasPrefix("120 calls per hour, handled in 1 min: 2.0 erlangs\n"))
        let device = try Program.run("erlang", "--calls", "9", "--aht", "1min", "-o", "/dev/null")
        #expect(device.status == 0 && device.output.isEmpty && device.errors.isEmpty)
    }
}
