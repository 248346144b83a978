package io.forebay.loadtests.check;

import io.forebay.loadtests.history.Event;
import io.forebay.loadtests.history.Kind;
import io.forebay.loadtests.history.What;
import java.util.List;

/** Nobody reads another tenant's job. */
final class Apart implements Checker {

    private static final String NOT_FOUND = "404";

    @Override
    public String name() {
        return "apart";
    }

    @Override
    public String promise() {
        return "another tenant's job is not found";
    }

    @Override
    public Verdict check(List<Event> history) {
        List<Event> reads =
                history.stream()
                        .filter(event -> event.what() == What.FOREIGN && event.kind() == Kind.OK)
                        .toList();
        return verdict(
                reads.size(),
                reads.stream()
                        .filter(event -> !event.value().detail().equals(NOT_FOUND))
                        .map(event ->
                                new Finding(
                                        event.job(),
                                        "%s was answered %s"
                                                .formatted(event.tenant(), event.value().detail()),
                                        List.of(event)))
                        .toList());
    }
}
