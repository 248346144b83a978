package io.forebay.dispatcher.topology;

import com.google.protobuf.MessageLite;
import io.forebay.schemas.topic.Topic;
import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.wire.BatchEvent;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;

/**
 * The picture.
 *
 * <pre>
 *  forebay.jobs ────────┐              ┌──▶ work          forebay.work.&lt;model&gt;.&lt;lane&gt;
 *                       ├──▶ dispatch ─┼──▶ job-states    forebay.job-states
 *  forebay.completions ─┘              ├──▶ dead-letters  forebay.dead-letters
 *                                      ├──▶ withdrawals   forebay.withdrawals
 *                                      ├──▶ discards      forebay.discards
 *                                      └──▶ batch-lines   forebay.batches
 *
 *  forebay.batches ────────▶ batch ────┬──▶ batch-states    forebay.batch-states
 *                                      ├──▶ batch-discards  forebay.discards
 *                                      └──▶ cancellations   forebay.jobs
 * </pre>
 *
 * The first two sources are partitioned by flight, so that everything about a flight meets in one
 * task; the third by batch, so that the lines of a batch do.
 */
public final class DispatcherTopology {

    static final String JOBS = "jobs";
    static final String COMPLETIONS = "completions";
    static final String DISPATCH = "dispatch";
    static final String WORK = "work";
    static final String JOB_STATES = "job-states";
    static final String DEAD_LETTERS = "dead-letters";
    static final String WITHDRAWALS = "withdrawals";
    static final String DISCARDS = "discards";
    static final String BATCH_LINES = "batch-lines";
    static final String BATCHES = "batches";
    static final String BATCH = "batch";
    static final String BATCH_STATES = "batch-states";
    static final String BATCH_DISCARDS = "batch-discards";
    static final String CANCELLATIONS = "cancellations";

    private DispatcherTopology() {}

    public static Topology build(TopologyConfig config, DispatchSupplier dispatch) {
        Topology topology = new Topology(config);
        source(topology, JOBS, Topics.JOBS);
        source(topology, COMPLETIONS, Topics.COMPLETIONS);
        topology.addProcessor(DISPATCH, dispatch, JOBS, COMPLETIONS);
        topology.addSink(
                WORK,
                Routing.workTopic(),
                Routing.KEYS,
                Routing.WORK_ITEMS,
                Routing.bySlot(),
                DISPATCH);
        topology.addSink(
                JOB_STATES,
                Topics.JOB_STATES.name(),
                Topics.JOB_STATES.key().serializer(),
                Topics.JOB_STATES.value().serializer(),
                Routing.byJobId(),
                DISPATCH);
        topology.addSink(
                DEAD_LETTERS,
                Topics.DEAD_LETTERS.name(),
                Topics.DEAD_LETTERS.key().serializer(),
                Topics.DEAD_LETTERS.value().serializer(),
                Routing.byLetterKey(),
                DISPATCH);
        topology.addSink(
                WITHDRAWALS,
                Topics.WITHDRAWALS.name(),
                Topics.WITHDRAWALS.key().serializer(),
                Topics.WITHDRAWALS.value().serializer(),
                DISPATCH);
        topology.addSink(
                DISCARDS,
                Topics.DISCARDS.name(),
                Topics.DISCARDS.key().serializer(),
                Topics.DISCARDS.value().serializer(),
                Routing.byJobId(),
                DISPATCH);
        batches(topology, new BatchReduction.Supplier(dispatch.clock(), dispatch.meters()));
        return topology;
    }

    private static void batches(
            Topology topology,
            ProcessorSupplier<String, BatchEvent, Object, MessageLite> reduction) {
        topology.addSink(
                BATCH_LINES,
                Topics.BATCHES.name(),
                Topics.BATCHES.key().serializer(),
                Topics.BATCHES.value().serializer(),
                Routing.byBatchId(),
                DISPATCH);
        source(topology, BATCHES, Topics.BATCHES);
        topology.addProcessor(BATCH, reduction, BATCHES);
        topology.addSink(
                BATCH_STATES,
                Topics.BATCH_STATES.name(),
                Topics.BATCH_STATES.key().serializer(),
                Topics.BATCH_STATES.value().serializer(),
                Routing.byBatchId(),
                BATCH);
        topology.addSink(
                BATCH_DISCARDS,
                Topics.DISCARDS.name(),
                Topics.DISCARDS.key().serializer(),
                Topics.DISCARDS.value().serializer(),
                Routing.byBatchId(),
                BATCH);
        topology.addSink(
                CANCELLATIONS,
                Topics.JOBS.name(),
                Topics.JOBS.key().serializer(),
                Topics.JOBS.value().serializer(),
                Routing.byJobIdBytes(),
                BATCH);
    }

    private static void source(Topology topology, String name, Topic<?, ?> topic) {
        topology.addSource(
                name, topic.key().deserializer(), topic.value().deserializer(), topic.name());
    }
}
