import Reports

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

extension Style {
    /// How a report is dressed for this stream. A locale that names another alphabet than UTF-8 gets plain ASCII.
    var palette: Palette {
        Palette(
            bold: bold, dim: dim, met: good, missed: bad, undecided: unsure,
            isUnicode: Self.knowsUnicode(Self.locale))
    }

    private static var locale: [String?] {
        let names: [String] = ["LC_ALL", "LC_CTYPE", "LANG"]
        return names.map { name in getenv(name).map { String(cString: $0) } }
    }

    /// The first of the locale's variables that is set decides; where none is, letters are not a question.
    static func knowsUnicode(_ locale: [String?]) -> Bool {
        guard let name = locale.lazy.compactMap({ $0 }).first(where: { !$0.isEmpty }) else { return true }
        let letters = name.lowercased().filter { $0.isLetter || $0.isNumber }
        return letters.hasSuffix("utf8") || letters == "c" || letters == "posix"
    }
}
