/// Scenarios that come with the project, word for word, so that the program can time them wherever it runs.
/// Written by scripts/workload-texts from the files in scenarios; change those.
enum WorkloadTexts {
    static let w1ErlangA = #"""
        # The Erlang-A queue with 100 agents, run from empty for ten million contacts: exact answers are known.
        #
        # 100 contacts a second, handle time and patience both exponential with mean 1 s (M/M/100+M). The number in the centre
        # is then Poisson with mean 100, from which (Palm 1957; Mandelbaum and Zeltyn 2007):
        #   abandonment                0.0398610
        #   wait_mean                  0.0398610 s   (mean patience × abandonment)
        #   service_level              0.8136545     (answered within 0.1 s, of all offered)
        #   service_level_good         0.8452206     (answered or gone within 0.1 s, of all offered)
        # The start from empty takes about twenty abandonments away, two in a million contacts.
        holdfast: 1
        name: W1, Erlang A with 100 agents
        horizon: {calls: 10000000, warm_up: 0}

        customers:
          callers:
            arrivals: {per_second: 100}
            handle_time: {exponential: {mean: 1 s}}
            patience: {exponential: {mean: 1 s}}

        agents:
          agents: {serves: [callers], staff: 100}

        targets:
          - {measure: service_level, within: 100 ms, at_least: 80%}

        """#

    static let w2Day = #"""
        # A day of 48 half hours and 10,000 contacts, 3 to 90 agents by headcount: a workload for speed and correctness.
        #
        # Ratios of sums over 40,000 days, with the standard error of each:
        #   service level within 20 s   0.84680  ± 0.00013
        #   average speed of answer     6.2835   ± 0.0050 s
        #   abandonment                 0.038413 ± 0.000029
        #   utilisation                 0.90282  ± 0.00004   (busy time, all of it, over the time scheduled)
        # A run agrees when it is within 4 √(se² + reference se²) of each: 2,000 days are enough to see a slip.
        holdfast: 1
        name: W2, a day of 48 half hours
        day: {opens: "00:00", closes: "24:00", interval: 30 min, at_close: serve_waiting}

        customers:
          callers:
            arrivals:
              per_interval: [
                14.1, 14.1, 14.1, 14.1, 14.2, 14.2, 14.4, 15.0,
                16.2, 19.0, 24.5, 34.8, 52.8, 81.4, 123.5, 180.1,
                249.4, 325.8, 400.4, 462.8, 504.1, 519.8, 511.6, 487.0,
                456.6, 430.9, 416.5, 414.8, 421.9, 430.5, 432.8, 423.1,
                399.1, 362.2, 317.2, 270.0, 226.1, 188.5, 157.6, 131.8,
                108.8, 87.2, 67.2, 49.8, 36.1, 26.4, 20.3, 17.0]
            handle_time: {lognormal: {mean: 300 s, cv: 1}}
            patience: {exponential: {mean: 180 s}}

        agents:
          agents:
            serves: [callers]
            staff:
              per_interval: [
                3, 3, 3, 3, 3, 3, 3, 4,
                4, 4, 5, 7, 10, 15, 23, 32,
                44, 57, 70, 81, 88, 90, 89, 85,
                80, 75, 73, 73, 74, 75, 76, 74,
                70, 64, 56, 48, 40, 34, 29, 24,
                20, 16, 13, 10, 7, 6, 5, 4]
              means: present

        targets:
          - {measure: service_level, within: 20 s, at_least: 80%}

        """#

    static let w3Callbacks = #"""
        # Two classes, two groups, and a callback for whoever would wait longer than two minutes: 10,000 contacts a day.
        #
        # The wait is estimated as (ahead + 1) · 300 s over the agents who can serve the class; ahead are both lines for first,
        # its own line for second. Above 120 s a callback is offered; three of five accept; it is due in half an hour. Agents
        # take one when it is due within five minutes or when no caller waits.
        #
        # Ratios of sums, with the standard error of each:
        #   service level within 20 s   0.45207 ± 0.00009   (of all offered, those who accepted a callback among them)
        #   of those handled            0.50090 ± 0.00008
        #   average speed of answer     28.668  ± 0.008 s
        #   abandonment                 0.17499 ± 0.00004
        #   utilisation                 0.88828 ± 0.00004   (busy time, all of it, over the time scheduled)
        #   callbacks of those offered  0.09747 ± 0.00006
        #   callbacks kept              0.96194 ± 0.00022
        # A run agrees when it is within 4 √(se² + reference se²) of each: 2,000 days are enough to see a slip.
        holdfast: 1
        name: W3, a day with callbacks
        day: {opens: "00:00", closes: "24:00", interval: 30 min, at_close: serve_waiting}

        customers:
          first:
            arrivals:             # 70 % of the day
              per_interval: [
                9.87, 9.87, 9.87, 9.87, 9.94, 9.94, 10.08, 10.5,
                11.34, 13.3, 17.15, 24.36, 36.96, 56.98, 86.45, 126.07,
                174.58, 228.06, 280.28, 323.96, 352.87, 363.86, 358.12, 340.9,
                319.62, 301.63, 291.55, 290.36, 295.33, 301.35, 302.96, 296.17,
                279.37, 253.54, 222.04, 189, 158.27, 131.95, 110.32, 92.26,
                76.16, 61.04, 47.04, 34.86, 25.27, 18.48, 14.21, 11.9]
            handle_time: {lognormal: {mean: 300 s, cv: 1}}
            patience: {exponential: {mean: 180 s}}
            policy: {idle_agent: {preference: [one, two]}}
          second:
            arrivals:             # 30 %
              per_interval: [
                4.23, 4.23, 4.23, 4.23, 4.26, 4.26, 4.32, 4.5,
                4.86, 5.7, 7.35, 10.44, 15.84, 24.42, 37.05, 54.03,
                74.82, 97.74, 120.12, 138.84, 151.23, 155.94, 153.48, 146.1,
                136.98, 129.27, 124.95, 124.44, 126.57, 129.15, 129.84, 126.93,
                119.73, 108.66, 95.16, 81, 67.83, 56.55, 47.28, 39.54,
                32.64, 26.16, 20.16, 14.94, 10.83, 7.92, 6.09, 5.1]
            handle_time: {lognormal: {mean: 300 s, cv: 1}}
            patience: {exponential: {mean: 180 s}}

        agents:
          one:
            serves: [first]
            staff:
              per_interval: [
                3, 3, 3, 3, 3, 3, 3, 4,
                4, 4, 5, 6, 8, 12, 18, 24,
                33, 43, 52, 36, 39, 39, 39, 37,
                60, 56, 54, 54, 55, 33, 34, 33,
                31, 48, 42, 36, 30, 26, 22, 18,
                16, 13, 11, 8, 6, 6, 5, 4]
              means: present
          two:
            serves: [second, first]
            staff:
              per_interval: [
                2, 2, 2, 2, 2, 2, 2, 2,
                2, 2, 2, 2, 3, 4, 6, 9,
                12, 16, 20, 13, 14, 15, 15, 14,
                22, 21, 21, 21, 21, 12, 12, 12,
                11, 18, 16, 13, 11, 9, 8, 7,
                5, 4, 3, 3, 2, 2, 2, 2]
              means: present

        policy:
          waiting: {priority: [second, first]}
          quotes: {queue_length: {announced: false}}      # the centre estimates, and does not tell
          callbacks:
            offer: {when_quote_at_least: 120.000001 s}   # longer than two minutes, not two minutes sharp
            accepts: 60%
            promise: {within: 30 min}
            serve: {when_slack_at_most: 5 min}

        targets:
          - {measure: service_level, within: 20 s, at_least: 80%}
          - {measure: callbacks_kept, at_least: 95%}

        """#

    static let eightSkills = #"""
        # Eight classes and eight groups in a ring of skills, 119 agents, run from empty: a workload for speed.
        #
        # Each group serves its own class, the next and the one after that; whoever has waited longest is served first, by the
        # agent who has been idle longest. There are no reference values: routing among many lines is what is timed.
        holdfast: 1
        name: Eight skills in a ring
        horizon: {calls: 1000000, warm_up: 0}

        customers:
          accounts: {arrivals: {per_hour: 300}, handle_time: {lognormal: {mean: 200 s, cv: 1}}, patience: {exponential: {mean: 3 min}}}
          cards: {arrivals: {per_hour: 240}, handle_time: {lognormal: {mean: 180 s, cv: 1}}, patience: {exponential: {mean: 2 min}}}
          claims: {arrivals: {per_hour: 120}, handle_time: {lognormal: {mean: 420 s, cv: 1}}, patience: {exponential: {mean: 5 min}}}
          deposits: {arrivals: {per_hour: 200}, handle_time: {lognormal: {mean: 240 s, cv: 1}}, patience: {exponential: {mean: 3 min}}}
          funds: {arrivals: {per_hour: 150}, handle_time: {lognormal: {mean: 300 s, cv: 1}}, patience: {exponential: {mean: 4 min}}}
          loans: {arrivals: {per_hour: 180}, handle_time: {lognormal: {mean: 360 s, cv: 1}}, patience: {exponential: {mean: 4 min}}}
          orders: {arrivals: {per_hour: 220}, handle_time: {lognormal: {mean: 210 s, cv: 1}}, patience: {exponential: {mean: 2 min}}}
          travel: {arrivals: {per_hour: 160}, handle_time: {lognormal: {mean: 270 s, cv: 1}}, patience: {exponential: {mean: 3 min}}}

        agents:
          accounts_team: {serves: [accounts, cards, claims], staff: 18}
          cards_team: {serves: [cards, claims, deposits], staff: 13}
          claims_team: {serves: [claims, deposits, funds], staff: 15}
          deposits_team: {serves: [deposits, funds, loans], staff: 14}
          funds_team: {serves: [funds, loans, orders], staff: 13}
          loans_team: {serves: [loans, orders, travel], staff: 19}
          orders_team: {serves: [orders, travel, accounts], staff: 14}
          travel_team: {serves: [travel, accounts, cards], staff: 13}

        targets:
          - {measure: service_level, within: 20 s, at_least: 80%}

        """#

    static let bankDay = #"""
        # An ordinary weekday of a small Israeli bank's call centre, as it was in January to April 1999.
        #
        # Arrivals, handle times, after-call work and patience are fitted to the log of every call of 71 ordinary weekdays
        # (Sunday to Thursday, without holidays and damaged days). The log does not say how many agents were on duty: the
        # staff below was chosen so that the simulated day waits and loses as the real days did. docs/bank-day.md shows
        # how each number was found, how well it fits, and what is doubtful.
        #
        # Source of the log: I. Guedj and A. Mandelbaum, Technion; anonymous bank call centre, 1999.
        holdfast: 1
        name: Small bank, an ordinary weekday
        about: Three kinds of customers, two groups of agents; levels of January to April 1999.

        day: {opens: "07:00", closes: "24:00", interval: 30 min, at_close: serve_waiting}

        customers:
          regular:                # account business (types PS, PE and IN of the log), 1,043 a day
            arrivals:             # the mean of 71 days of those who asked for an agent, each half hour; a line is 5 hours
              per_interval: [
                13.7, 19.0, 26.4, 32.6, 36.8, 45.8, 47.8, 48.5, 43.1, 41.2,   # from 07:00
                39.6, 37.9, 38.0, 41.5, 42.3, 41.1, 39.8, 39.2, 32.9, 31.1,   # from 12:00
                26.2, 27.6, 26.8, 24.3, 24.4, 23.4, 19.7, 21.9, 19.8, 22.2,   # from 17:00
                19.5, 18.5, 17.9, 12.9]                                       # from 22:00
              day_to_day_cv: 0.16 # the daily totals vary by 16 % more than Poisson arrivals would
            handle_time:          # mean 195 s; one call in 23 ends within ten seconds, the rest is lognormal
              mixture:
                - {share: 4.4%, of: {uniform: {from: 0 s, to: 10 s}}}
                - {share: 95.6%, of: {lognormal: {mean: 204 s, cv: 1.09}}}
            after_call: {constant: 5 s}   # the pause between calls that agents make even when the line is long
            patience:             # rate of giving up: high at first, up again at the announcement of the first minute, then falling
              hazard:
                from: [0 s, 10 s, 15 s, 55 s, 65 s, 115 s, 180 s, 300 s]
                rates: [10.6 per h, 18.7 per h, 9.0 per h, 13.4 per h, 7.8 per h, 5.2 per h, 3.9 per h, 3.0 per h]

          prospects:              # people who want to become customers (type NW), 270 a day, many after advertisements
            arrivals:
              per_interval: [
                1.0, 2.2, 7.9, 22.1, 7.5, 6.4, 6.2, 6.7, 6.8, 6.1,
                6.1, 5.4, 5.0, 7.3, 9.2, 9.1, 9.1, 10.6, 24.8, 26.0,
                20.2, 15.3, 10.1, 7.9, 4.8, 4.4, 3.0, 4.2, 3.2, 3.0,
                2.7, 2.0, 2.1, 1.5]
              day_to_day_cv: 0.33
            handle_time:          # mean 109 s
              mixture:
                - {share: 4.3%, of: {uniform: {from: 0 s, to: 10 s}}}
                - {share: 95.7%, of: {lognormal: {mean: 114 s, cv: 1.27}}}
            after_call: {constant: 5 s}
            patience:             # the least patient: half of them would give up within 158 s
              hazard:
                from: [0 s, 30 s, 55 s, 65 s, 90 s, 150 s, 180 s, 300 s]
                rates: [22.5 per h, 15.3 per h, 24.3 per h, 16.0 per h, 10.5 per h, 19.5 per h, 10.6 per h, 6.1 per h]

          stock:                  # stock-exchange orders (type NE), 132 a day, taken only by agents trained for them
            arrivals:
              per_interval: [
                0.3, 0.8, 1.4, 2.1, 4.4, 7.5, 9.5, 7.1, 6.5, 5.6,
                4.9, 5.4, 5.8, 5.6, 6.0, 7.0, 7.8, 7.4, 4.1, 3.2,
                3.1, 2.6, 2.7, 2.4, 1.9, 2.1, 1.9, 2.2, 1.6, 2.1,
                1.8, 2.0, 2.0, 0.8]
              day_to_day_cv: 0.31
            handle_time:          # mean 302 s
              mixture:
                - {share: 6.0%, of: {uniform: {from: 0 s, to: 10 s}}}
                - {share: 94.0%, of: {lognormal: {mean: 321 s, cv: 1.34}}}
            after_call: {constant: 5 s}
            patience:             # the most patient: half of them would hold for ten minutes
              hazard:
                from: [0 s, 15 s, 55 s, 120 s, 300 s]
                rates: [6.5 per h, 5.2 per h, 3.8 per h, 3.3 per h, 4.6 per h]

        # Chosen, not recorded: the whole numbers, half hour by half hour, at which the simulated day comes nearest to the
        # abandonment and the service level of the log. Two agents of three are trained for stock, as in the log.
        agents:
          generalists:
            serves: [regular, prospects]
            staff:
              per_interval: [
                1, 1, 2, 2, 2, 2, 2, 2, 2, 2,
                2, 2, 2, 2, 2, 2, 2, 2, 2, 2,
                1, 2, 1, 1, 1, 1, 1, 1, 1, 1,
                1, 1, 1, 1]
              means: present
          stock_trained:
            serves: [regular, prospects, stock]
            staff:
              per_interval: [
                1, 2, 3, 3, 3, 4, 4, 4, 4, 3,
                3, 4, 3, 4, 4, 4, 3, 4, 3, 3,
                3, 3, 3, 3, 3, 3, 3, 3, 3, 3,
                2, 2, 2, 2]
              means: present

        policy:                   # nearly all prospects came without priority, two of three known customers with some
          waiting: {priority: [[regular, stock], prospects]}
          idle_agent: longest_idle
          # Ours as well: the bank made no such offer. Whoever would wait two minutes or more may be called back instead.
          quotes: queue_length
          callbacks:
            offer: {when_quote_at_least: 2 min}
            accepts: 60%
            promise: {within: 30 min}
            serve: {when_slack_at_most: 5 min}
            dial: {first: agent, rings: 20 s, answered: 93%, attempts: 3, pause: 5 min}

        # Ours, not the bank's: what many centres aim at. The real days were far from the first two.
        targets:
          - {measure: service_level, within: 20 s, at_least: 80%}   # in the log 40 %
          - {measure: abandonment, at_most: 5%}                     # in the log 18 %
          - {measure: occupancy, at_most: 85%}
          - {measure: callbacks_kept, at_least: 95%}

        report_within: [20 s, 60 s]
        costs: {agent_hour: 25, lost_contact: 8}                    # made-up prices

        """#
}
