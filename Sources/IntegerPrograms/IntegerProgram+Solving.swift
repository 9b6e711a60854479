import CGLPK
import Synchronization

extension IntegerProgram {
    /// GLPK keeps its state for a whole process: one program at a time.
    private static let glpk = Mutex(())

    /// Finds the cheapest values, by branch and bound with cutting planes (GLPK).
    ///
    /// Whatever is found in time without being proven cheapest may differ from one run to the next, for it depends on how
    /// far the search came; the answer says so.
    /// - Parameters:
    ///   - seconds: the search stops after so much time, with the best found so far and a bound.
    ///   - goesOn: asked often; once false there is no answer.
    public func solved(within seconds: Double, goesOn: () -> Bool = { true }) -> IntegerOutcome {
        guard !variables.isEmpty else {
            let isKept = rows.allSatisfy { ($0.atLeast ?? 0) <= 0 && ($0.atMost ?? 0) >= 0 }
            return isKept ? .solved(IntegerSolution(values: [], cost: 0, bound: 0, isProven: true)) : .infeasible
        }
        return Self.glpk.withLock { _ in
            glp_term_out(GLP_OFF)
            guard let problem = glp_create_prob() else { fatalError("GLPK cannot allocate a problem") }
            defer {
                glp_delete_prob(problem)
                glp_free_env()
            }
            write(to: problem)
            return solve(problem, within: seconds, goesOn)
        }
    }

    private func write(to problem: OpaquePointer) {
        glp_set_obj_dir(problem, GLP_MIN)
        glp_add_cols(problem, Int32(variables.count))
        for (index, variable) in variables.enumerated() {
            let column = Int32(index + 1)
            let kind = variable.atMost.map { $0 > 0 ? GLP_DB : GLP_FX } ?? GLP_LO
            glp_set_col_bnds(problem, column, kind, 0, variable.atMost ?? 0)
            glp_set_col_kind(problem, column, GLP_IV)
            glp_set_obj_coef(problem, column, variable.cost)
        }
        guard !rows.isEmpty else { return }
        glp_add_rows(problem, Int32(rows.count))
        for (index, row) in rows.enumerated() {
            let kind =
                switch (row.atLeast, row.atMost) {
                case (nil, nil): GLP_FR
                case (_, nil): GLP_LO
                case (nil, _): GLP_UP
                case (let least, let most): least == most ? GLP_FX : GLP_DB
                }
            glp_set_row_bnds(problem, Int32(index + 1), kind, row.atLeast ?? 0, row.atMost ?? 0)
            // GLPK counts from 1: the first entry of each list is not looked at.
            let columns = [Int32(0)] + row.terms.map { Int32($0.variable + 1) }
            let coefficients = [0] + row.terms.map(\.coefficient)
            glp_set_mat_row(problem, Int32(index + 1), Int32(row.terms.count), columns, coefficients)
        }
    }

    private func solve(_ problem: OpaquePointer, within seconds: Double, _ goesOn: () -> Bool) -> IntegerOutcome {
        let clock = ContinuousClock()
        let end = clock.now + .seconds(seconds)
        func milliseconds() -> Int32 {
            let left = end - clock.now
            return Int32(
                max(1, min(2e9, Double(left.components.seconds) * 1000 + Double(left.components.attoseconds) / 1e15)))
        }

        // The relaxed program, in fractions: its cost is a bound, and where it has no answer, there is none.
        var simplex = glp_smcp()
        glp_init_smcp(&simplex)
        simplex.msg_lev = GLP_MSG_OFF
        simplex.meth = GLP_DUALP
        simplex.tm_lim = milliseconds()
        glp_adv_basis(problem, 0)
        let relaxed = glp_simplex(problem, &simplex)
        guard goesOn() else { return .stopped }
        switch (relaxed, glp_get_status(problem)) {
        case (0, GLP_OPT): break
        case (0, GLP_NOFEAS): return .infeasible
        default: return .outOfTime
        }

        return withoutActuallyEscaping(goesOn) { goesOn in
            let search = Search(
                bound: glp_get_obj_val(problem), step: costStep, goesOn: goesOn, isOver: { clock.now >= end })
            var options = glp_iocp()
            glp_init_iocp(&options)
            options.msg_lev = GLP_MSG_OFF
            options.gmi_cuts = GLP_ON
            options.mir_cuts = GLP_ON
            options.sr_heur = GLP_ON
            options.fp_heur = GLP_ON
            options.tm_lim = milliseconds()
            options.cb_func = { tree, info in
                guard let tree, let info else { return }
                Unmanaged<Search>.fromOpaque(info).takeUnretainedValue().look(tree)
            }
            let ended = withExtendedLifetime(search) { search in
                options.cb_info = Unmanaged.passUnretained(search).toOpaque()
                return glp_intopt(problem, &options)
            }
            if !goesOn() { return .stopped }
            let status = glp_mip_status(problem)
            if ended == 0, status == GLP_NOFEAS { return .infeasible }
            guard status == GLP_OPT || status == GLP_FEAS else { return .outOfTime }
            let values = variables.indices.map { Int(glp_mip_col_val(problem, Int32($0 + 1)).rounded()) }
            let cost = zip(values, variables).reduce(0) { $0 + Double($1.0) * $1.1.cost }
            let isProven = status == GLP_OPT && ended == 0 || search.reaches(cost)
            return .solved(
                IntegerSolution(
                    values: values, cost: cost, bound: isProven ? cost : min(cost, search.least), isProven: isProven))
        }
    }
}

/// Watches a search as it goes: keeps its bound, and ends it when it has gone on long enough.
private final class Search {
    private var bound: Double
    private let step: Double
    private let goesOn: () -> Bool
    private let isOver: () -> Bool

    init(bound: Double, step: Double, goesOn: @escaping () -> Bool, isOver: @escaping () -> Bool) {
        self.bound = bound
        self.step = step
        self.goesOn = goesOn
        self.isOver = isOver
    }

    /// The bound, rounded up to what a sum of costs can be.
    var least: Double {
        step > 0 ? ((bound - 1e-7 * max(1, bound.magnitude)) / step).rounded(.up) * step : bound
    }

    /// Whether no sum of costs can be lower than this one.
    func reaches(_ cost: Double) -> Bool { cost <= least + 1e-9 * max(1, cost.magnitude) }

    func look(_ tree: OpaquePointer) {
        let best = glp_ios_best_node(tree)
        if best > 0 { bound = max(bound, glp_ios_node_bound(tree, best)) }
        if !goesOn() || isOver() {
            glp_ios_terminate(tree)
            return
        }
        let problem = glp_ios_get_prob(tree)
        if glp_mip_status(problem) == GLP_FEAS, reaches(glp_mip_obj_val(problem)) { glp_ios_terminate(tree) }
    }
}
