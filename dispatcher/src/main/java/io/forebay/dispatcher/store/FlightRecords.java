package io.forebay.dispatcher.store;

import io.forebay.dispatcher.flight.Flight;
import io.forebay.dispatcher.flight.InTheAir;
import io.forebay.dispatcher.flight.Landed;
import io.forebay.dispatcher.flight.Origin;
import io.forebay.dispatcher.flight.Plan;
import io.forebay.dispatcher.record.BerthRecord;
import io.forebay.dispatcher.record.FlightRecord;
import io.forebay.dispatcher.record.InTheAirRecord;
import io.forebay.dispatcher.record.LandedRecord;
import io.forebay.dispatcher.slot.Berth;
import io.forebay.schemas.id.FlightKey;

/** Flights as they lie in their store. */
final class FlightRecords {

    private FlightRecords() {}

    static FlightRecord write(Flight flight) {
        return switch (flight) {
            case InTheAir inTheAir ->
                    FlightRecord.newBuilder().setInTheAir(write(inTheAir)).build();
            case Landed landed -> FlightRecord.newBuilder().setLanded(write(landed)).build();
        };
    }

    static Flight read(FlightKey key, FlightRecord record) {
        return switch (record.getStageCase()) {
            case IN_THE_AIR -> read(key, record.getInTheAir());
            case LANDED -> read(key, record.getLanded());
            case STAGE_NOT_SET ->
                    throw new IllegalStateException("flight " + key + " is in no known stage");
        };
    }

    private static InTheAirRecord write(InTheAir flight) {
        Plan plan = flight.plan();
        InTheAirRecord.Builder record = InTheAirRecord.newBuilder();
        if (flight.berth().isKnown()) {
            record.setBerth(
                    BerthRecord.newBuilder()
                            .setTenant(flight.berth().tenant())
                            .setLane(flight.berth().lane())
                            .setPartition(flight.berth().partition()));
        }
        return record.setId(plan.id())
                .setModel(plan.model())
                .setPolicy(plan.policy())
                .setCacheable(plan.cacheable())
                .setLane(flight.lane())
                .setAttempt(flight.attempt())
                .setRunning(flight.running())
                .setShared(flight.shared())
                .setHeld(flight.held())
                .addAllFailures(flight.failures())
                .build();
    }

    private static InTheAir read(FlightKey key, InTheAirRecord record) {
        Plan plan =
                new Plan(
                        record.getId(),
                        record.getModel(),
                        record.getPolicy(),
                        record.getCacheable());
        return new InTheAir(
                key,
                plan,
                record.getLane(),
                record.getAttempt(),
                record.getRunning(),
                record.getShared(),
                record.getHeld(),
                record.getFailuresList(),
                record.hasBerth() ? read(record.getBerth()) : Berth.NONE);
    }

    private static Berth read(BerthRecord record) {
        return new Berth(record.getTenant(), record.getLane(), record.getPartition());
    }

    private static LandedRecord write(Landed flight) {
        return LandedRecord.newBuilder()
                .setModel(flight.model())
                .setOutput(flight.output())
                .setExecution(flight.execution())
                .setLandedAt(flight.landedAt())
                .setUntil(flight.until())
                .setComputedBy(flight.origin().job())
                .setTenant(flight.origin().tenant())
                .build();
    }

    private static Landed read(FlightKey key, LandedRecord record) {
        return new Landed(
                key,
                record.getModel(),
                record.getOutput(),
                record.getExecution(),
                record.getLandedAt(),
                record.getUntil(),
                new Origin(record.getComputedBy(), record.getTenant()));
    }
}
