/// The scenario that a newcomer starts from.
public enum ScenarioTemplate {
    /// A scenario that runs as it is, each line with its explanation; at most 40 lines.
    public static func text(name: String) -> String {
        """
        # A call centre for Holdfast. Change a number, then: holdfast run FILE
        # yaml-language-server: $schema=holdfast.schema.json
        holdfast: 1                      # version of this format
        name: \(quoted(name))

        day:
          opens: "08:00"                 # first arrivals
          closes: "18:00"                # last arrivals; "26:00" would be two in the night
          interval: 1 h                  # step of the tables below: 15 min, 30 min, 1 h, …
          at_close: serve_waiting        # or hang_up: what happens to those on hold at 18:00

        customers:
          sales:                         # a class of customers; add as many as you need
            arrivals:                    # expected calls in each hour from 08:00
              per_interval: [40, 70, 90, 80, 60, 70, 80, 70, 50, 30]
              day_to_day_cv: 0.1         # how much busy and quiet days differ; 0 makes all days alike
            handle_time: {lognormal: {mean: 4 min, cv: 1}}   # time in talk: mean, and spread relative to it
            after_call: {constant: 20 s} # the agent's notes afterwards
            patience: {exponential: {mean: 3 min}}           # how long customers hold before they hang up
          support:                       # the second class
            arrivals: {per_hour: 20}     # the same rate all day
            handle_time: {gamma: {mean: 6 min, cv: 0.8}}     # other shapes: holdfast schema
            patience: {exponential: {mean: 5 min}}           # leave the line out, and nobody hangs up

        agents:
          generalists:                   # a group of agents; these serve both classes
            serves: [sales, support]     # names from above
            staff: [6, 9, 10, 10, 9, 9, 10, 9, 7, 5]         # how many are there in each hour
          specialists:                   # the second group, on shifts with a lunch break
            serves: [support]            # names from above
            shifts: [{agents: 2, from: "08:00", to: "18:00", breaks: [{at: "12:00", for: 30 min}]}]

        targets:                         # what you owe your customers and your staff
          - {measure: service_level, within: 20 s, at_least: 80%}   # answered within 20 s
          - {measure: abandonment, at_most: 5%}                     # hung up before an answer
          - {measure: occupancy, at_most: 85%}                      # share of time at work on calls
        """ + "\n"
    }

    /// The name in double quotes, so that any name is one value.
    private static func quoted(_ name: String) -> String {
        let line = JSON.text(name).rendered()
        return line + String(repeating: " ", count: max(1, 27 - line.count)) + "# what you call it"
    }
}
