package io.forebay.schemas.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.forebay.schemas.wire.InferenceInput;
import io.forebay.schemas.wire.Media;
import io.forebay.schemas.wire.ModelRecord;
import io.forebay.schemas.wire.VersionShare;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TrafficTest {

    private static final int MANY = 10_000;

    @Test
    void sharesRequestsAsItSays() {
        TestingVersions models = versions(Map.of("1", 90, "2", 10));

        // Five standard deviations of a binomial distribution, n = 10,000 and p = 0.1: 150.
        assertThat(goingTo(models, "2")).hasSizeBetween(850, 1150);
        assertThat(goingTo(models, "1")).hasSize(MANY - goingTo(models, "2").size());
    }

    @Test
    void aVersionThatGrowsKeepsWhatItHad() {
        Set<Integer> few = goingTo(versions(Map.of("1", 90, "2", 10)), "2");
        Set<Integer> more = goingTo(versions(Map.of("1", 75, "2", 25)), "2");

        assertThat(more).containsAll(few).hasSizeGreaterThan(few.size());
    }

    @Test
    void wholeSharesTakeAllAndEmptyOnesNothing() {
        assertThat(goingTo(versions(Map.of("1", 0, "2", 100)), "2")).hasSize(MANY);
        assertThat(goingTo(versions(Map.of("1", 100, "2", 0)), "1")).hasSize(MANY);
        assertThat(goingTo(versions(Map.of()), "2")).as("the newest").hasSize(MANY);
    }

    @Test
    void anOrderingKeyStaysOnItsVersionWhateverItsInputs() {
        TestingVersions models = versions(Map.of("1", 50, "2", 50));
        Set<Set<String>> bySession =
                IntStream.range(0, 100)
                        .mapToObj(session -> answers(models, "session-" + session))
                        .collect(Collectors.toSet());

        assertThat(bySession).containsExactlyInAnyOrder(Set.of("1"), Set.of("2"));
    }

    @Test
    void aVersionThatIsGoneLeavesItsShareToTheNewest() {
        TestingVersions models = versions(Map.of("gone", 100));

        assertThat(goingTo(models, "2")).hasSize(MANY);
    }

    /** Written down as producers elsewhere compute it; see the AsyncAPI document. */
    @Test
    void aPlaceIsPartOfTheContract() {
        TestingVersions models =
                versions(
                        IntStream.range(0, 100)
                                .boxed()
                                .collect(Collectors.toMap("%02d"::formatted, version -> 1)));

        assertThat(IntStream.range(0, 4).mapToObj(number -> answers(models, number)))
                .containsExactly("51", "52", "57", "15");
    }

    @Test
    void isReadFromARecordAsItWasWritten() {
        Traffic traffic =
                new Traffic(new TreeMap<>(Map.of("1", 90, "2", 10)), new Traffic.Share("3", 5));
        ModelRecord model = traffic.write(ModelRecord.newBuilder()).build();

        assertThat(Traffic.of(model)).isEqualTo(traffic);
        assertThat(traffic.versions()).containsExactly("1", "2", "3");
        assertThat(Traffic.of(ModelRecord.getDefaultInstance())).isEqualTo(Traffic.TO_THE_NEWEST);
        assertThat(Traffic.TO_THE_NEWEST.shadow()).isEmpty();
    }

    @Test
    void refusesSharesThatAreNone() {
        assertThatThrownBy(() -> versions(Map.of("1", 90, "2", 20)))
                .hasMessage("the shares must add up to 100, not 110: {1=90, 2=20}");
        assertThatThrownBy(() -> versions(Map.of("1", 101, "2", -1)))
                .hasMessage("the share of version '1' must be 0 to 100, not 101");
        assertThatThrownBy(() -> new Traffic(new TreeMap<>(), new Traffic.Share("3", 0)))
                .hasMessage("the shadow's percent must be 1 to 100, not 0");
        ModelRecord twice =
                ModelRecord.newBuilder()
                        .addTraffic(VersionShare.newBuilder().setVersion("1").setPercent(60))
                        .addTraffic(VersionShare.newBuilder().setVersion("1").setPercent(60))
                        .build();
        assertThatThrownBy(() -> Traffic.of(twice)).hasMessageContaining("0 to 100, not 120");
    }

    private static Set<Integer> goingTo(TestingVersions models, String version) {
        return IntStream.range(0, MANY)
                .filter(number -> answers(models, number).equals(version))
                .boxed()
                .collect(Collectors.toSet());
    }

    private static String answers(TestingVersions models, int number) {
        return models.answering(models.newest(), input(number), "acme", "").version();
    }

    private static Set<String> answers(TestingVersions models, String orderingKey) {
        return IntStream.range(0, 10)
                .mapToObj(number ->
                        models.answering(models.newest(), input(number), "acme", orderingKey))
                .map(Model::version)
                .collect(Collectors.toSet());
    }

    private static InferenceInput input(int number) {
        return InferenceInput.newBuilder()
                .setMedia(Media.newBuilder().setData(ByteString.copyFromUtf8("input " + number)))
                .build();
    }

    /** Version 2 is the newest; those that have a share are there but for one. */
    private static TestingVersions versions(Map<String, Integer> percents) {
        Traffic traffic = new Traffic(new TreeMap<>(percents));
        return new TestingVersions(
                Stream.concat(Stream.of("1", "2"), percents.keySet().stream())
                        .distinct()
                        .filter(version -> !version.equals("gone"))
                        .map(version -> model(version, traffic))
                        .toList());
    }

    private static Model model(String version, Traffic traffic) {
        ModelRecord.Builder record =
                ModelRecord.newBuilder()
                        .setName("m")
                        .setVersion(version)
                        .setManifest("name: m\nversion: \"" + version + "\"");
        return Model.of(traffic.write(record).build());
    }

    private record TestingVersions(List<Model> models) implements Models {

        Model newest() {
            return find("m").orElseThrow();
        }

        @Override
        public Optional<Model> find(String name) {
            return find(name, "2");
        }

        @Override
        public Optional<Model> find(String name, String version) {
            return models.stream().filter(model -> model.version().equals(version)).findFirst();
        }

        @Override
        public Collection<Model> all() {
            return models;
        }
    }
}
