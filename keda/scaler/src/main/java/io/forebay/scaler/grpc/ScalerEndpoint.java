package io.forebay.scaler.grpc;

import static io.grpc.stub.ServerCalls.asyncServerStreamingCall;
import static io.grpc.stub.ServerCalls.asyncUnaryCall;

import io.forebay.scaler.keda.GetMetricSpecResponse;
import io.forebay.scaler.keda.GetMetricsRequest;
import io.forebay.scaler.keda.GetMetricsResponse;
import io.forebay.scaler.keda.IsActiveResponse;
import io.forebay.scaler.keda.MetricSpec;
import io.forebay.scaler.keda.MetricValue;
import io.forebay.scaler.keda.ScaledObjectRef;
import io.forebay.scaler.lane.LaneUnavailableException;
import io.forebay.scaler.lane.Lanes;
import io.forebay.scaler.report.ScalerMeters;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.function.Function;

/**
 * Answers KEDA. Wrong metadata is INVALID_ARGUMENT and says which key; a lane that cannot be seen
 * is UNAVAILABLE, so that KEDA's fallback acts. Every number is given both as an integer and as a
 * float: callers read the one they know. Safe for use by several threads.
 */
public final class ScalerEndpoint {

    /** The metric's name; its value is the number of workers, its target one of them. */
    public static final String METRIC = "forebay-replicas";

    private final Lanes lanes;
    private final ScalerMeters meters;

    public ScalerEndpoint(Lanes lanes, ScalerMeters meters) {
        this.lanes = lanes;
        this.meters = meters;
    }

    /** As a server takes it. */
    public ServerServiceDefinition service() {
        return ServerServiceDefinition.builder(KedaMethods.SERVICE)
                .addMethod(
                        KedaMethods.IS_ACTIVE,
                        asyncUnaryCall((request, answers) ->
                                answer("IsActive", answers, request, this::isActive)))
                .addMethod(
                        KedaMethods.STREAM_IS_ACTIVE,
                        asyncServerStreamingCall(this::streamIsActive))
                .addMethod(
                        KedaMethods.GET_METRIC_SPEC,
                        asyncUnaryCall((request, answers) ->
                                answer("GetMetricSpec", answers, request, this::metricSpec)))
                .addMethod(
                        KedaMethods.GET_METRICS,
                        asyncUnaryCall((request, answers) ->
                                answer("GetMetrics", answers, request, this::metrics)))
                .addMethod(
                        KedaMethods.STREAM_METRIC_SPEC,
                        asyncServerStreamingCall(this::streamMetricSpec))
                .build();
    }

    private IsActiveResponse isActive(ScaledObjectRef reference) {
        return active(lanes.report(reference.getScalerMetadataMap()).active());
    }

    private GetMetricSpecResponse metricSpec(ScaledObjectRef reference) {
        lanes.report(reference.getScalerMetadataMap());
        return GetMetricSpecResponse.newBuilder()
                .addMetricSpecs(
                        MetricSpec.newBuilder()
                                .setMetricName(METRIC)
                                .setTargetSize(1)
                                .setTargetSizeFloat(1))
                .build();
    }

    private GetMetricsResponse metrics(GetMetricsRequest request) {
        int replicas = lanes.report(request.getScaledObjectRef().getScalerMetadataMap()).replicas();
        return GetMetricsResponse.newBuilder()
                .addMetricValues(
                        MetricValue.newBuilder()
                                .setMetricName(METRIC)
                                .setMetricValue(replicas)
                                .setMetricValueFloat(replicas))
                .build();
    }

    private void streamIsActive(
            ScaledObjectRef reference, StreamObserver<IsActiveResponse> answers) {
        var stream = (ServerCallStreamObserver<IsActiveResponse>) answers;
        try {
            lanes.report(reference.getScalerMetadataMap());
            Runnable leave =
                    lanes.listen(
                            reference.getScalerMetadataMap(),
                            active -> {
                                if (!stream.isCancelled()) {
                                    stream.onNext(active(active));
                                }
                            });
            stream.setOnCancelHandler(leave);
            meters.called("StreamIsActive", "ok");
        } catch (IllegalArgumentException | LaneUnavailableException e) {
            refuse("StreamIsActive", stream, e);
        }
    }

    /**
     * KEDA keeps this stream open for targets that change. Ours is one worker for ever: it is said
     * once, and the stream stays open, because one that ends is opened again and again.
     */
    private void streamMetricSpec(
            ScaledObjectRef reference, StreamObserver<GetMetricSpecResponse> answers) {
        try {
            answers.onNext(metricSpec(reference));
            meters.called("StreamMetricSpec", "ok");
        } catch (IllegalArgumentException | LaneUnavailableException e) {
            refuse("StreamMetricSpec", answers, e);
        }
    }

    private <Q, A> void answer(
            String method, StreamObserver<A> answers, Q request, Function<Q, A> work) {
        try {
            answers.onNext(work.apply(request));
            answers.onCompleted();
            meters.called(method, "ok");
        } catch (IllegalArgumentException | LaneUnavailableException e) {
            refuse(method, answers, e);
        }
    }

    private void refuse(String method, StreamObserver<?> answers, RuntimeException why) {
        boolean wrong = why instanceof IllegalArgumentException;
        meters.called(method, wrong ? "invalid" : "unavailable");
        Status status = wrong ? Status.INVALID_ARGUMENT : Status.UNAVAILABLE;
        answers.onError(status.withDescription(why.getMessage()).asRuntimeException());
    }

    private static IsActiveResponse active(boolean active) {
        return IsActiveResponse.newBuilder().setResult(active).build();
    }
}
