package io.forebay.scaler.grpc;

import com.google.protobuf.Message;
import io.forebay.scaler.keda.GetMetricSpecResponse;
import io.forebay.scaler.keda.GetMetricsRequest;
import io.forebay.scaler.keda.GetMetricsResponse;
import io.forebay.scaler.keda.IsActiveResponse;
import io.forebay.scaler.keda.ScaledObjectRef;
import io.grpc.MethodDescriptor;
import io.grpc.protobuf.ProtoUtils;

/**
 * The methods of {@code externalscaler.ExternalScaler}, by hand: four lines each, and no generator
 * that must be fetched for every platform.
 */
public final class KedaMethods {

    public static final String SERVICE = "externalscaler.ExternalScaler";

    public static final MethodDescriptor<ScaledObjectRef, IsActiveResponse> IS_ACTIVE =
            unary(
                    "IsActive",
                    ScaledObjectRef.getDefaultInstance(),
                    IsActiveResponse.getDefaultInstance());

    public static final MethodDescriptor<ScaledObjectRef, IsActiveResponse> STREAM_IS_ACTIVE =
            method(
                    MethodDescriptor.MethodType.SERVER_STREAMING,
                    "StreamIsActive",
                    ScaledObjectRef.getDefaultInstance(),
                    IsActiveResponse.getDefaultInstance());

    public static final MethodDescriptor<ScaledObjectRef, GetMetricSpecResponse> GET_METRIC_SPEC =
            unary(
                    "GetMetricSpec",
                    ScaledObjectRef.getDefaultInstance(),
                    GetMetricSpecResponse.getDefaultInstance());

    public static final MethodDescriptor<GetMetricsRequest, GetMetricsResponse> GET_METRICS =
            unary(
                    "GetMetrics",
                    GetMetricsRequest.getDefaultInstance(),
                    GetMetricsResponse.getDefaultInstance());

    public static final MethodDescriptor<ScaledObjectRef, GetMetricSpecResponse>
            STREAM_METRIC_SPEC =
                    method(
                            MethodDescriptor.MethodType.SERVER_STREAMING,
                            "StreamMetricSpec",
                            ScaledObjectRef.getDefaultInstance(),
                            GetMetricSpecResponse.getDefaultInstance());

    private KedaMethods() {}

    private static <Q extends Message, A extends Message> MethodDescriptor<Q, A> unary(
            String name, Q request, A answer) {
        return method(MethodDescriptor.MethodType.UNARY, name, request, answer);
    }

    private static <Q extends Message, A extends Message> MethodDescriptor<Q, A> method(
            MethodDescriptor.MethodType type, String name, Q request, A answer) {
        return MethodDescriptor.<Q, A>newBuilder()
                .setType(type)
                .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, name))
                .setRequestMarshaller(ProtoUtils.marshaller(request))
                .setResponseMarshaller(ProtoUtils.marshaller(answer))
                .build();
    }
}
