import ArgumentParser

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// When answers are coloured.
enum ColorChoice: String, CaseIterable, ExpressibleByArgument {
    /// On a terminal, unless NO_COLOR is set or TERM is `dumb`.
    case auto
    case always
    case never
}

/// Colour and weight for one stream, or none.
struct Style: Sendable {
    let isColored: Bool

    static let plain = Style(isColored: false)

    init(isColored: Bool) { self.isColored = isColored }

    /// For a stream of this process; an answer that goes to a file is none.
    init(_ choice: ColorChoice, stream: Int32 = STDOUT_FILENO) {
        self.init(
            choice, isTerminal: isatty(stream) == 1, noColor: getenv("NO_COLOR").map { String(cString: $0) },
            term: getenv("TERM").map { String(cString: $0) })
    }

    init(_ choice: ColorChoice, isTerminal: Bool, noColor: String?, term: String?) {
        isColored =
            switch choice {
            case .always: true
            case .never: false
            case .auto: isTerminal && (noColor ?? "").isEmpty && term != "dumb"
            }
    }

    func bold(_ text: String) -> String { wrap(text, "1") }
    func dim(_ text: String) -> String { wrap(text, "2") }
    func good(_ text: String) -> String { wrap(text, "32") }
    func bad(_ text: String) -> String { wrap(text, "31") }
    func unsure(_ text: String) -> String { wrap(text, "33") }

    private func wrap(_ text: String, _ code: String) -> String {
        isColored ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}
