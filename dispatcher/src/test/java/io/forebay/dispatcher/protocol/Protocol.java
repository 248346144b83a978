package io.forebay.dispatcher.protocol;

import io.forebay.dispatcher.protocol.World.Completion;
import io.forebay.dispatcher.protocol.World.Entry;
import io.forebay.dispatcher.protocol.World.Item;
import io.forebay.dispatcher.protocol.World.Wish;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Which steps can follow. Steps of {@link #progress} happen by themselves sooner or later; others
 * may or may not.
 */
final class Protocol {

    private static final int MOST_TAKES = 2;

    private final Set<Guard> guards;
    private final Dispatcher dispatcher;

    Protocol(Set<Guard> guards) {
        this.guards = Set.copyOf(guards);
        this.dispatcher = new Dispatcher(guards);
    }

    /** Takes the worlds that can follow, by what leads to them. */
    interface Steps {
        void to(String step, World next);
    }

    void wishes(World world, Steps steps) {
        for (Wish wish : world.clients()) {
            if (wish == Wish.SUBMIT_A_AGAIN && world.clients().contains(Wish.SUBMIT_A)) {
                continue;
            }
            input(
                    world,
                    steps,
                    wish.name(),
                    draft -> draft.clients.remove(wish),
                    draft -> fulfil(draft, wish));
        }
    }

    private void fulfil(Draft draft, Wish wish) {
        switch (wish) {
            case SUBMIT_A, SUBMIT_A_AGAIN -> dispatcher.submit(draft, 'A');
            case SUBMIT_B -> dispatcher.submit(draft, 'B');
            case CANCEL_A -> dispatcher.leave(draft, 'A', "canceled");
            case EXPIRE_A -> dispatcher.leave(draft, 'A', "expired");
        }
    }

    void progress(World world, Steps steps) {
        for (int worker = 0; worker < world.hands().size(); worker++) {
            work(world, steps, worker);
        }
        if (!world.completions().isEmpty()) {
            Completion completion = world.completions().getFirst();
            input(
                    world,
                    steps,
                    "DECIDE " + completion,
                    draft -> draft.completions.removeFirst(),
                    draft -> dispatcher.complete(draft, completion));
        }
        project(world, steps);
    }

    /** An input of the dispatcher; without transactions it may be torn. */
    private void input(
            World world,
            Steps steps,
            String name,
            Consumer<Draft> consume,
            Consumer<Draft> decide) {
        Draft whole = new Draft(world);
        consume.accept(whole);
        decide.accept(whole);
        read(whole);
        steps.to(name, whole.done());
        if (world.faults() > 0 && !guards.contains(Guard.ONE_TRANSACTION)) {
            Draft torn = new Draft(world);
            decide.accept(torn);
            torn.forget(world.desk());
            torn.faults--;
            read(torn);
            steps.to(name + ", TORN", torn.done());
        }
    }

    private void work(World world, Steps steps, int worker) {
        int inHand = world.hands().get(worker);
        if (inHand != World.EMPTY) {
            for (boolean landed : new boolean[] {true, false}) {
                step(
                        world,
                        steps,
                        "WORKER %d REPORTS %s".formatted(worker, landed),
                        draft -> {
                            Item item = draft.items.get(inHand);
                            draft.completions.add(new Completion(item.flight(), landed));
                            draft.items.set(inHand, new Item(item.flight(), item.taken(), true));
                            draft.hands.set(worker, World.EMPTY);
                        });
            }
            return;
        }
        for (int i = 0; i < world.items().size(); i++) {
            Item item = world.items().get(i);
            int number = i;
            // A second worker has it only when the first is taken for dead.
            boolean redelivery = world.hands().contains(number);
            if (item.done() || item.taken() >= MOST_TAKES || (redelivery && world.faults() == 0)) {
                continue;
            }
            step(
                    world,
                    steps,
                    "WORKER %d TAKES %s".formatted(worker, item.flight()),
                    draft -> {
                        draft.hands.set(worker, number);
                        draft.faults -= redelivery ? 1 : 0;
                        boolean done = !guards.contains(Guard.COMMIT_WHEN_DONE);
                        draft.items.set(number, new Item(item.flight(), item.taken() + 1, done));
                        if (draft.air.equals(item.flight())) {
                            dispatcher.start(draft);
                        }
                    });
        }
    }

    private void project(World world, Steps steps) {
        int next = world.view().next();
        if (next == World.EMPTY) {
            step(
                    world,
                    steps,
                    "PROJECTION BEGINS ANEW",
                    draft -> {
                        draft.next = 0;
                        draft.live = draft.log.isEmpty();
                    });
        } else if (next < world.log().size()) {
            step(
                    world,
                    steps,
                    "PROJECTION APPLIES " + world.log().get(next),
                    draft -> {
                        Entry entry = draft.log.get(next);
                        draft.entries.put(entry.job(), entry);
                        draft.next = next + 1;
                        draft.live = draft.live || draft.next == draft.log.size();
                    });
        }
    }

    void faults(World world, Steps steps) {
        if (world.faults() == 0) {
            return;
        }
        for (int worker = 0; worker < world.hands().size(); worker++) {
            int victim = worker;
            if (world.hands().get(victim) != World.EMPTY) {
                fault(
                        world,
                        steps,
                        "WORKER %d DIES".formatted(victim),
                        draft -> draft.hands.set(victim, World.EMPTY));
            }
        }
        fault(
                world,
                steps,
                "REDIS FORGETS",
                draft -> {
                    draft.entries.clear();
                    draft.next = World.EMPTY;
                    draft.live = false;
                });
        if (!guards.contains(Guard.VIEW_POSITION)) {
            for (int i = 0; i < world.view().next(); i++) {
                Entry old = world.log().get(i);
                fault(
                        world,
                        steps,
                        "A LATE PROJECTION APPLIES " + old,
                        draft -> draft.entries.put(old.job(), old));
            }
        }
    }

    /**
     * A reader that looks at every moment sees all that any other sees, so that this one is enough.
     */
    private void read(Draft draft) {
        for (char job : new char[] {'A', 'B'}) {
            Entry entry = draft.entries.get(job);
            boolean sure = draft.live || !guards.contains(Guard.DOUBT);
            if (!sure && (entry == null || !entry.terminal())) {
                continue;
            }
            int version = entry == null ? 0 : entry.version();
            int before = draft.seen.getOrDefault(job, 0);
            draft.seen.put(job, version);
            if (version < before) {
                draft.breach(
                        "the reader saw %s go from version %d to %d"
                                .formatted(job, before, version));
            }
        }
    }

    private void fault(World world, Steps steps, String name, Consumer<Draft> change) {
        step(
                world,
                steps,
                name,
                draft -> {
                    draft.faults--;
                    change.accept(draft);
                });
    }

    private void step(World world, Steps steps, String name, Consumer<Draft> change) {
        Draft draft = new Draft(world);
        change.accept(draft);
        read(draft);
        steps.to(name, draft.done());
    }
}
