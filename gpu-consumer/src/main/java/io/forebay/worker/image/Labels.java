package io.forebay.worker.image;

import java.util.List;

/** Class names by index; a class beyond them is called by its index. */
record Labels(List<String> names) {

    Labels {
        names = List.copyOf(names);
    }

    String of(int index) {
        return index < names.size() ? names.get(index) : Integer.toString(index);
    }
}
