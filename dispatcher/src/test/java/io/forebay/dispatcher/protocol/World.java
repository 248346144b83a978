package io.forebay.dispatcher.protocol;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Everything at one moment.
 *
 * @param clients what clients have not done yet
 * @param faults how many more things may break
 * @param desk what the dispatcher keeps
 * @param items work that was sent
 * @param hands the item that each worker has in hand; {@link #EMPTY} = none
 * @param completions that the dispatcher has not seen
 * @param log of job states
 * @param view of the log
 * @param seen the newest version that the reader was shown, by job
 * @param breach of a promise by the last step; empty = none
 */
record World(
        Set<Wish> clients,
        int faults,
        Desk desk,
        List<Item> items,
        List<Integer> hands,
        List<Completion> completions,
        List<Entry> log,
        View view,
        Map<Character, Integer> seen,
        String breach) {

    static final int EMPTY = -1;

    World {
        clients = Set.copyOf(clients);
        items = List.copyOf(items);
        // Workers are all alike.
        hands = hands.stream().sorted().toList();
        completions = List.copyOf(completions);
        log = List.copyOf(log);
        seen = Map.copyOf(seen);
    }

    /** What a client may do once, when what it needs has been done. */
    enum Wish {
        SUBMIT_A,
        SUBMIT_A_AGAIN,
        SUBMIT_B,
        CANCEL_A,
        EXPIRE_A
    }

    /**
     * @param open versions of jobs that have not ended
     * @param ended jobs that have
     * @param air the flight that is awaited; {@link Flight#NONE} = none
     * @param flights how many were opened
     */
    record Desk(Map<Character, Integer> open, Set<Character> ended, Flight air, int flights) {
        Desk {
            open = Map.copyOf(open);
            ended = Set.copyOf(ended);
        }
    }

    /** A flight and the attempt of it that is awaited. */
    record Flight(int number, int attempt) {
        static final Flight NONE = new Flight(0, 0);
    }

    /**
     * @param taken how often a worker took it
     * @param done whether it is committed
     */
    record Item(Flight flight, int taken, boolean done) {}

    record Completion(Flight flight, boolean landed) {}

    record Entry(char job, int version, String state) {
        boolean terminal() {
            return !state.equals("running");
        }
    }

    /**
     * @param next the offset that is applied next; {@link #EMPTY} = lost, nobody has noticed
     * @param live whether it was whole since it was lost
     */
    record View(Map<Character, Entry> entries, int next, boolean live) {
        View {
            entries = Map.copyOf(entries);
        }
    }

    static World beginning(int faults) {
        return new World(
                Set.of(Wish.values()),
                faults,
                new Desk(Map.of(), Set.of(), Flight.NONE, 0),
                List.of(),
                List.of(EMPTY, EMPTY),
                List.of(),
                List.of(),
                new View(Map.of(), 0, true),
                Map.of(),
                "");
    }
}
