package io.forebay.results.projection;

import java.util.Optional;

class FakeViewStoreTest extends ViewStoreContract {

    private final FakeViewStore store = new FakeViewStore(KEYS);

    @Override
    ViewStore store() {
        return store;
    }

    @Override
    Optional<String> value(String key) {
        return store.get(key);
    }
}
