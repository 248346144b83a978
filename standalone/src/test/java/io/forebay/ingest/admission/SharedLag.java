package io.forebay.ingest.admission;

import io.forebay.schemas.model.Model;
import io.forebay.schemas.model.Models;
import io.forebay.schemas.wire.Lane;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;

/** What ingest knows of the interactive lane of one model, for a test beside a broker. */
public record SharedLag(Admin admin, Model model) {

    /** What {@code forebay_backlog_jobs} says. */
    public long jobs() throws Exception {
        LaneOffsets lane = lag().sample().get(lane());
        return lane == null ? -1 : lane.lag();
    }

    public int workers() throws Exception {
        return lag().workers().getOrDefault(lane(), 0);
    }

    private KafkaLag lag() {
        return new KafkaLag(admin, new One(model));
    }

    private ModelLane lane() {
        return new ModelLane(model.name(), Lane.INTERACTIVE);
    }

    private record One(Model model) implements Models {

        @Override
        public Optional<Model> find(String name) {
            return Optional.of(model).filter(one -> one.name().equals(name));
        }

        @Override
        public Optional<Model> find(String name, String version) {
            return find(name);
        }

        @Override
        public Collection<Model> all() {
            return List.of(model);
        }
    }
}
