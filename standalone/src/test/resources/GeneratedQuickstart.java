import io.forebay.generated.ApiClient;
import io.forebay.generated.ApiException;
import io.forebay.generated.api.BatchesApi;
import io.forebay.generated.api.JobsApi;
import io.forebay.generated.api.ModelsApi;
import io.forebay.generated.model.BatchLine;
import io.forebay.generated.model.Datatype;
import io.forebay.generated.model.InferenceRequest;
import io.forebay.generated.model.InputTensor;
import io.forebay.generated.model.Job;
import java.util.ArrayList;
import java.util.List;

/**
 * The quickstart with a client that was generated from the contract: a model, a job, its result,
 * a problem, a batch.
 */
final class GeneratedQuickstart {

    private static final String MODEL = "digits";

    public static void main(String[] args) throws ApiException {
        ApiClient client = new ApiClient();
        client.updateBaseUri(args[0]);
        client.setRequestInterceptor(
                request -> request.header("Authorization", "Bearer " + args[1]));
        JobsApi jobs = new JobsApi(client);
        InputTensor image = image(new ModelsApi(client));

        Job submitted = submit(jobs, new InferenceRequest().addInputsItem(image).outputs(null));
        Job ended = jobs.readJob(
                        JobsApi.APIReadJobRequest.newBuilder()
                                .id(submitted.getId())
                                .patience("30s")
                                .build());
        String newest =
                jobs.listJobs(JobsApi.APIListJobsRequest.newBuilder().limit(1).build())
                        .getData()
                        .getFirst()
                        .getId();
        System.out.println(
                ended.getState()
                        + " "
                        + ended.getOutputs().getFirst().getShape()
                        + " "
                        + newest.equals(submitted.getId()));
        try {
            jobs.readJob(JobsApi.APIReadJobRequest.newBuilder().id("job_x").build());
        } catch (ApiException e) {
            System.out.println(e.getCode() + " " + e.getResponseBody().contains("unknown-job"));
        }
        var batch =
                new BatchesApi(client)
                        .createBatch(
                                BatchesApi.APICreateBatchRequest.newBuilder()
                                        .batchLine(
                                                new BatchLine()
                                                        .customId("one")
                                                        .model(MODEL)
                                                        .addInputsItem(image)
                                                        .outputs(null))
                                        .build());
        System.out.println(batch.getNextLine() + " " + batch.getRequestCounts().keySet().size());
    }

    private static InputTensor image(ModelsApi models) throws ApiException {
        List<Object> pixels = new ArrayList<>();
        for (int i = 0; i < 32 * 32; i++) {
            pixels.add(i % 7 / 7.0);
        }
        return new InputTensor()
                .name(models.readModel(
                                        ModelsApi.APIReadModelRequest.newBuilder()
                                                .model(MODEL)
                                                .build())
                                .getInputs().getFirst().getName())
                .shape(List.of(1, 1, 32, 32))
                .datatype(Datatype.FP32)
                .data(pixels);
    }

    /** Everything but the model and the body is optional. */
    private static Job submit(JobsApi jobs, InferenceRequest request) throws ApiException {
        return jobs.submitJob(
                JobsApi.APISubmitJobRequest.newBuilder()
                        .model(MODEL)
                        .inferenceRequest(request)
                        .prefer("respond-async")
                        .build());
    }
}
