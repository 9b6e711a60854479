import Foundation

/// What a program runs on, in so far as it makes times comparable.
public struct Machine: Sendable, Equatable {
    /// As the system calls it; empty when it does not say.
    public var processor: String
    public var cores: Int
    /// The system and the kind of processor: `Linux x86_64`.
    public var system: String

    public init(processor: String, cores: Int, system: String) {
        self.processor = processor
        self.cores = cores
        self.system = system
    }

    /// This one.
    public static var here: Machine {
        var names = utsname()
        uname(&names)
        let (system, kind) = (text(&names.sysname), text(&names.machine))
        return Machine(processor: processorName, cores: ScenarioRun.cores, system: "\(system) \(kind)")
    }

    private static var processorName: String {
        #if canImport(Darwin)
        var size = 0
        guard sysctlbyname("machdep.cpu.brand_string", nil, &size, nil, 0) == 0, size > 0 else { return "" }
        var name = [UInt8](repeating: 0, count: size)
        guard sysctlbyname("machdep.cpu.brand_string", &name, &size, nil, 0) == 0 else { return "" }
        return String(decoding: name.prefix { $0 != 0 }, as: UTF8.self)
        #else
        let lines = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8))?.split(separator: "\n") ?? []
        let line = lines.first { $0.hasPrefix("model name") }
        return line?.split(separator: ":", maxSplits: 1).last?.trimmingCharacters(in: .whitespaces) ?? ""
        #endif
    }

    /// A C array of characters, up to its zero.
    private static func text<Characters>(_ characters: inout Characters) -> String {
        withUnsafeBytes(of: &characters) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }
}
