package io.forebay.scaler.grpc;

import static io.grpc.stub.ClientCalls.asyncServerStreamingCall;
import static io.grpc.stub.ClientCalls.blockingUnaryCall;

import io.forebay.scaler.keda.GetMetricSpecResponse;
import io.forebay.scaler.keda.GetMetricsRequest;
import io.forebay.scaler.keda.IsActiveResponse;
import io.forebay.scaler.keda.MetricSpec;
import io.forebay.scaler.keda.MetricValue;
import io.forebay.scaler.keda.ScaledObjectRef;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * What KEDA's operator does with an external-push trigger: one stream of activity and one of
 * targets, opened again whenever they end; a poll; the metric's value over its target. Safe for use
 * by several threads.
 */
final class KedaCaller implements AutoCloseable {

    /** KEDA waits longer; what counts is that it comes again. */
    private static final long RETRY_MILLIS = 50;

    /** Which of the two numbers it reads. */
    enum Numbers {
        WHOLE,
        FLOATING
    }

    private final List<Boolean> pushed = new CopyOnWriteArrayList<>();
    private final List<Double> targets = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService retries = Executors.newSingleThreadScheduledExecutor();
    private final ManagedChannel channel;
    private final ScaledObjectRef reference;
    private final Numbers numbers;

    KedaCaller(int port, Map<String, String> metadata, Numbers numbers) {
        this.numbers = numbers;
        channel = NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
        reference =
                ScaledObjectRef.newBuilder()
                        .setName("forebay-worker-notes")
                        .setNamespace("forebay")
                        .putAllScalerMetadata(metadata)
                        .build();
        listen(
                KedaMethods.STREAM_IS_ACTIVE,
                (IsActiveResponse answer) -> pushed.add(answer.getResult()));
        listen(
                KedaMethods.STREAM_METRIC_SPEC,
                (GetMetricSpecResponse answer) -> targets.add(target(answer)));
    }

    /** What was pushed, oldest first. */
    List<Boolean> pushed() {
        return pushed;
    }

    List<Double> targets() {
        return targets;
    }

    /** The workers that the HPA would be told; none when the scaler cannot be asked. */
    OptionalInt poll() {
        try {
            if (!ask(KedaMethods.IS_ACTIVE, reference).getResult()) {
                return OptionalInt.of(0);
            }
            double target = target(ask(KedaMethods.GET_METRIC_SPEC, reference));
            MetricValue value =
                    ask(
                                    KedaMethods.GET_METRICS,
                                    GetMetricsRequest.newBuilder()
                                            .setScaledObjectRef(reference)
                                            .setMetricName(ScalerEndpoint.METRIC)
                                            .build())
                            .getMetricValues(0);
            double number =
                    numbers == Numbers.WHOLE ? value.getMetricValue() : value.getMetricValueFloat();
            return OptionalInt.of((int) Math.ceil(number / target));
        } catch (StatusRuntimeException e) {
            return OptionalInt.empty();
        }
    }

    private double target(GetMetricSpecResponse answer) {
        MetricSpec spec = answer.getMetricSpecs(0);
        return numbers == Numbers.WHOLE ? spec.getTargetSize() : spec.getTargetSizeFloat();
    }

    private <Q, A> A ask(MethodDescriptor<Q, A> method, Q request) {
        return blockingUnaryCall(
                channel,
                method,
                CallOptions.DEFAULT.withDeadlineAfter(Duration.ofSeconds(20)),
                request);
    }

    private <A> void listen(
            MethodDescriptor<ScaledObjectRef, A> method, java.util.function.Consumer<A> heard) {
        asyncServerStreamingCall(
                channel.newCall(method, CallOptions.DEFAULT),
                reference,
                new StreamObserver<A>() {
                    @Override
                    public void onNext(A answer) {
                        heard.accept(answer);
                    }

                    @Override
                    public void onError(Throwable why) {
                        again();
                    }

                    @Override
                    public void onCompleted() {
                        again();
                    }

                    private void again() {
                        if (!retries.isShutdown()) {
                            var _ =
                                    retries.schedule(
                                            () -> listen(method, heard),
                                            RETRY_MILLIS,
                                            TimeUnit.MILLISECONDS);
                        }
                    }
                });
    }

    @Override
    public void close() {
        retries.shutdownNow();
        channel.shutdownNow();
    }
}
