"""The Java model that Timefold solves, kept as text: ``java`` compiles it in memory when it is run.

Staff hold lists of services (planning list variable). The score is reckoned by an incremental calculator: rows of
changed staff are read anew, and the clock of the whole day is set exactly as the judge sets it, where both halves
of a pair wait for each other. So nothing of the problem is approximated, and the score is the judge's cost.
Deadlocks, missing skills and one person at both halves of a pair are hard.
"""

from __future__ import annotations

JAVA = r"""
import ai.timefold.solver.core.api.domain.entity.PlanningEntity;
import ai.timefold.solver.core.api.domain.lookup.PlanningId;
import ai.timefold.solver.core.api.domain.solution.*;
import ai.timefold.solver.core.api.domain.valuerange.ValueRangeProvider;
import ai.timefold.solver.core.api.domain.variable.*;
import ai.timefold.solver.core.api.score.buildin.hardsoftlong.HardSoftLongScore;
import ai.timefold.solver.core.api.score.calculator.IncrementalScoreCalculator;
import ai.timefold.solver.core.api.score.director.ScoreDirector;
import ai.timefold.solver.core.api.solver.SolverFactory;
import ai.timefold.solver.core.config.heuristic.selector.move.MoveSelectorConfig;
import ai.timefold.solver.core.config.heuristic.selector.move.composite.UnionMoveSelectorConfig;
import ai.timefold.solver.core.config.heuristic.selector.move.generic.list.*;
import ai.timefold.solver.core.config.heuristic.selector.move.generic.list.kopt.KOptListMoveSelectorConfig;
import ai.timefold.solver.core.config.localsearch.LocalSearchPhaseConfig;
import ai.timefold.solver.core.config.localsearch.decider.acceptor.LocalSearchAcceptorConfig;
import ai.timefold.solver.core.config.localsearch.decider.forager.LocalSearchForagerConfig;
import ai.timefold.solver.core.config.solver.*;
import ai.timefold.solver.core.config.solver.termination.TerminationConfig;
import ai.timefold.solver.core.impl.heuristic.selector.common.decorator.SelectionFilter;
import ai.timefold.solver.core.impl.heuristic.selector.move.generic.list.*;
import java.io.*;
import java.util.*;

public class Rival {
    static int n, k;
    static int[] open, close, length, partner, low, high;  // partner: the other half of the pair, or -1
    static boolean[] first;                                // the half that the gap is counted from
    static int[][] far, leave, home;                       // service to service; staff to and from service
    static boolean[][] allowed;
    static long travelWeight, lateWeight, worstWeight;

    @PlanningEntity public static class Service {
        @PlanningId public int id;
        @InverseRelationShadowVariable(sourceVariableName = "route") public Staff staff;
        @IndexShadowVariable(sourceVariableName = "route") public Integer index;
    }

    @PlanningEntity public static class Staff {
        @PlanningId public int id;
        @PlanningListVariable public List<Service> route = new ArrayList<>();
    }

    @PlanningSolution public static class Day {
        @PlanningEntityCollectionProperty public List<Staff> staff = new ArrayList<>();
        @PlanningEntityCollectionProperty @ValueRangeProvider public List<Service> services = new ArrayList<>();
        @PlanningScore public HardSoftLongScore score;
    }

    public static class Clock implements IncrementalScoreCalculator<Day, HardSoftLongScore> {
        final int[] at = new int[k], free = new int[k], size = new int[k], unable = new int[k];
        final int[] start = new int[n], who = new int[n], stack = new int[k + n + 1];
        final int[][] order = new int[k][n];
        final long[] ride = new long[k];
        final boolean[] ready = new boolean[n], dirty = new boolean[k];
        Staff[] staff;

        public void resetWorkingSolution(Day day) {
            staff = day.staff.toArray(new Staff[0]);
            Arrays.fill(dirty, true);
        }
        public void afterListVariableChanged(Object entity, String name, int from, int to) {
            dirty[((Staff) entity).id] = true;
        }
        public void beforeEntityAdded(Object entity) {}
        public void afterEntityAdded(Object entity) {}
        public void beforeVariableChanged(Object entity, String name) {}
        public void afterVariableChanged(Object entity, String name) {}
        public void beforeEntityRemoved(Object entity) {}
        public void afterEntityRemoved(Object entity) {}

        public HardSoftLongScore calculateScore() {
            for (int j = 0; j < k; j++) if (dirty[j]) read(j);
            long hard = 0, travel = 0, late = 0, worst = 0;
            for (int j = 0; j < k; j++) { travel += ride[j]; hard -= 10 * unable[j]; }
            for (int i = 0; i < n; i++) if (first[i] && who[i] == who[partner[i]]) hard -= 10;
            if (!clock()) hard--;
            for (int i = 0; i < n; i++) {
                long x = start[i] - close[i];
                if (x > 0) { late += x; if (x > worst) worst = x; }
            }
            return HardSoftLongScore.of(hard, -(travelWeight * travel + lateWeight * late + worstWeight * worst));
        }

        void read(int j) {
            int[] row = order[j];
            int m = 0, bad = 0;
            for (Service v : staff[j].route) {
                who[v.id] = j;
                if (!allowed[j][v.id]) bad++;
                row[m++] = v.id;
            }
            long sum = m == 0 ? 0 : leave[j][row[0]] + home[j][row[m - 1]];
            for (int c = 1; c < m; c++) sum += far[row[c - 1]][row[c]];
            size[j] = m; unable[j] = bad; ride[j] = sum; dirty[j] = false;
        }

        // Each person goes on until the other half of a pair has to arrive; then both go on. False for a deadlock.
        boolean clock() {
            Arrays.fill(at, 0);
            Arrays.fill(ready, false);
            int top = 0, left = 0;
            for (int j = 0; j < k; j++) { left += size[j]; stack[top++] = j; }
            while (top > 0) {
                int j = stack[--top];
                int[] row = order[j];
                while (at[j] < size[j]) {
                    int c = at[j], i = row[c], other = partner[i];
                    start[i] = Math.max(open[i], c == 0 ? leave[j][i] : free[j] + far[row[c - 1]][i]);
                    if (other >= 0) {
                        if (!ready[other]) { ready[i] = true; break; }
                        together(i, other);
                        int q = who[other];
                        free[q] = start[other] + length[other];
                        at[q]++; left--;
                        stack[top++] = q;
                    }
                    free[j] = start[i] + length[i];
                    at[j]++; left--;
                }
            }
            return left == 0 || settle();
        }

        boolean together(int i, int other) {
            int a = first[i] ? i : other, b = first[i] ? other : i, x = start[a], y = start[b];
            start[a] = Math.max(x, y - high[a]);
            start[b] = Math.max(y, start[a] + low[a]);
            return start[a] > x || start[b] > y;
        }

        // A ring of pairs with slack in their gaps may still have a schedule: raise starts until nothing moves.
        boolean settle() {
            for (int j = 0; j < k; j++) for (int c = at[j]; c < size[j]; c++) start[order[j][c]] = open[order[j][c]];
            for (int round = 0; round < 40; round++) {
                boolean moved = false;
                for (int j = 0; j < k; j++) {
                    for (int c = at[j]; c < size[j]; c++) {
                        int i = order[j][c], b = c == 0 ? -1 : order[j][c - 1];
                        int t = b < 0 ? leave[j][i] : start[b] + length[b] + far[b][i];
                        if (t > start[i]) { start[i] = t; moved = true; }
                        if (partner[i] >= 0) moved |= together(i, partner[i]);
                    }
                }
                if (!moved) return true;
            }
            return false;
        }
    }

    public static class Able implements SelectionFilter<Day, Object> {
        public boolean accept(ScoreDirector<Day> director, Object move) {
            if (move instanceof ListChangeMove<?> m)
                return allowed[((Staff) m.getDestinationEntity()).id][((Service) m.getMovedValue()).id];
            if (move instanceof ListSwapMove<?> m)
                return allowed[((Staff) m.getLeftEntity()).id][((Service) m.getRightValue()).id]
                    && allowed[((Staff) m.getRightEntity()).id][((Service) m.getLeftValue()).id];
            return true;
        }
    }

    static Day solve(Day day, long milliseconds, String heat) {
        var moves = new UnionMoveSelectorConfig(List.<MoveSelectorConfig>of(
            new ListChangeMoveSelectorConfig().withFilterClass(Able.class).withFixedProbabilityWeight(3.0),
            new ListSwapMoveSelectorConfig().withFilterClass(Able.class).withFixedProbabilityWeight(3.0),
            new KOptListMoveSelectorConfig().withFixedProbabilityWeight(1.0)));
        var search = new LocalSearchPhaseConfig().withMoveSelectorConfig(moves)
            .withAcceptorConfig(new LocalSearchAcceptorConfig().withSimulatedAnnealingStartingTemperature(heat))
            .withForagerConfig(new LocalSearchForagerConfig().withAcceptedCountLimit(1));
        var config = new SolverConfig().withSolutionClass(Day.class).withEntityClasses(Staff.class, Service.class)
            .withScoreDirectorFactory(new ai.timefold.solver.core.config.score.director.ScoreDirectorFactoryConfig()
                .withIncrementalScoreCalculatorClass(Clock.class))
            .withEnvironmentMode(EnvironmentMode.NO_ASSERT).withRandomSeed(1L).withPhases(search)
            .withTerminationConfig(new TerminationConfig().withMillisecondsSpentLimit(milliseconds));
        return SolverFactory.<Day>create(config).buildSolver().solve(day);
    }

    static StreamTokenizer in;
    static int next() throws IOException { in.nextToken(); return (int) in.nval; }
    static void fill(int[][] rows) throws IOException {
        for (int[] row : rows) for (int c = 0; c < row.length; c++) row[c] = next();
    }

    static Day read() throws IOException {
        n = next(); k = next();
        int links = next();
        travelWeight = next(); lateWeight = next(); worstWeight = next();
        open = new int[n]; close = new int[n]; length = new int[n]; low = new int[n]; high = new int[n];
        partner = new int[n]; first = new boolean[n];
        Arrays.fill(partner, -1);
        for (int i = 0; i < n; i++) { open[i] = next(); close[i] = next(); length[i] = next(); }
        for (int x = 0; x < links; x++) {
            int a = next(), b = next();
            partner[a] = b; partner[b] = a; first[a] = true;
            low[a] = next(); high[a] = next();
        }
        fill(far = new int[n][n]); fill(leave = new int[k][n]); fill(home = new int[k][n]);
        allowed = new boolean[k][n];
        for (boolean[] row : allowed) for (int i = 0; i < n; i++) row[i] = next() > 0;
        Day day = new Day();
        for (int i = 0; i < n; i++) { var v = new Service(); v.id = i; day.services.add(v); }
        for (int j = 0; j < k; j++) {
            var s = new Staff(); s.id = j;
            for (int m = next(); m > 0; m--) s.route.add(day.services.get(next()));
            day.staff.add(s);
        }
        return day;
    }

    public static void main(String[] arguments) throws IOException {
        Thread.currentThread().setContextClassLoader(Rival.class.getClassLoader());
        in = new StreamTokenizer(new BufferedReader(new InputStreamReader(System.in)));
        Day day = read();
        solve(day, Long.parseLong(arguments[0]), arguments[2]);  // the virtual machine warms up, outside the time
        Day best = solve(day, Long.parseLong(arguments[1]), arguments[2]);
        for (Staff s : best.staff) {
            var row = new StringBuilder();
            for (Service v : s.route) row.append(v.id).append(' ');
            System.out.println(row.toString().trim());
        }
        System.err.println("score " + best.score);
    }
}
"""
