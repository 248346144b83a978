package io.forebay.dispatcher.protocol;

import io.forebay.dispatcher.protocol.World.Completion;
import io.forebay.dispatcher.protocol.World.Desk;
import io.forebay.dispatcher.protocol.World.Entry;
import io.forebay.dispatcher.protocol.World.Flight;
import io.forebay.dispatcher.protocol.World.Item;
import io.forebay.dispatcher.protocol.World.View;
import io.forebay.dispatcher.protocol.World.Wish;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A world in the making: a copy of one, on which a step is done. */
final class Draft {

    final Set<Wish> clients;
    int faults;
    Map<Character, Integer> open;
    Set<Character> ended;
    Flight air;
    int flights;
    final List<Item> items;
    final List<Integer> hands;
    final List<Completion> completions;
    final List<Entry> log;
    final Map<Character, Entry> entries;
    int next;
    boolean live;
    final Map<Character, Integer> seen;
    String breach = "";

    Draft(World world) {
        clients = EnumSet.noneOf(Wish.class);
        clients.addAll(world.clients());
        faults = world.faults();
        open = new HashMap<>(world.desk().open());
        ended = new HashSet<>(world.desk().ended());
        air = world.desk().air();
        flights = world.desk().flights();
        items = new ArrayList<>(world.items());
        hands = new ArrayList<>(world.hands());
        completions = new ArrayList<>(world.completions());
        log = new ArrayList<>(world.log());
        entries = new HashMap<>(world.view().entries());
        next = world.view().next();
        live = world.view().live();
        seen = new HashMap<>(world.seen());
    }

    /** What was kept is as before; what was said has been said. */
    void forget(Desk before) {
        open = new HashMap<>(before.open());
        ended = new HashSet<>(before.ended());
        air = before.air();
        flights = before.flights();
    }

    void breach(String what) {
        breach = what;
    }

    World done() {
        return new World(
                clients,
                faults,
                new Desk(open, ended, air, flights),
                items,
                hands,
                completions,
                log,
                new View(entries, next, live),
                seen,
                breach);
    }
}
