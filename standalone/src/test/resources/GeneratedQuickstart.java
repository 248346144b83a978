import io.forebay.generated.ApiClient;
import io.forebay.generated.ApiException;
import io.forebay.generated.api.JobsApi;
import io.forebay.generated.api.ModelsApi;
import io.forebay.generated.model.Datatype;
import io.forebay.generated.model.InferenceRequest;
import io.forebay.generated.model.InputTensor;
import io.forebay.generated.model.Job;
import java.util.ArrayList;
import java.util.List;

/** The quickstart with a client that was generated from the contract: a model, a job, its result. */
final class GeneratedQuickstart {

    public static void main(String[] args) throws ApiException {
        ApiClient client = new ApiClient();
        client.updateBaseUri(args[0]);
        client.setRequestInterceptor(
                request -> request.header("Authorization", "Bearer " + args[1]));

        var model =
                new ModelsApi(client)
                        .readModel(
                                ModelsApi.APIreadModelRequest.newBuilder().model("digits").build());
        List<Object> pixels = new ArrayList<>();
        for (int i = 0; i < 32 * 32; i++) {
            pixels.add(i % 7 / 7.0);
        }
        InputTensor image =
                new InputTensor()
                        .name(model.getInputs().getFirst().getName())
                        .shape(List.of(1, 1, 32, 32))
                        .datatype(Datatype.FP32)
                        .data(pixels);
        JobsApi jobs = new JobsApi(client);
        Job submitted =
                jobs.submitJob(
                        JobsApi.APIsubmitJobRequest.newBuilder()
                                .model("digits")
                                .inferenceRequest(
                                        new InferenceRequest().addInputsItem(image).outputs(null))
                                .prefer("respond-async")
                                .build());
        Job ended =
                jobs.readJob(
                        JobsApi.APIreadJobRequest.newBuilder()
                                .id(submitted.getId())
                                ._wait("30s")
                                .build());
        var listed = jobs.listJobs(JobsApi.APIlistJobsRequest.newBuilder().limit(1).build());
        System.out.println(
                ended.getState()
                        + " "
                        + ended.getOutputs().getFirst().getShape()
                        + " "
                        + listed.getData().getFirst().getId().equals(submitted.getId()));
        try {
            jobs.readJob(JobsApi.APIreadJobRequest.newBuilder().id("job_x").build());
        } catch (ApiException e) {
            System.out.println(e.getCode() + " " + e.getResponseBody().contains("unknown-job"));
        }
    }
}
