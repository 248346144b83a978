package io.forebay.loadtests.answer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Reads answers in one pass, skipping what the benchmark does not look at. Confined to one thread.
 */
public final class AnswerReader {

    private final JsonFactory json;
    private final Answer answer = new Answer();

    public AnswerReader(JsonFactory json) {
        this.json = json;
    }

    /**
     * Reads one JSON object.
     *
     * @return the same object on each call
     * @throws IOException when it is not one JSON object
     */
    public Answer read(ByteBuffer body) throws IOException {
        answer.clear();
        int offset = body.arrayOffset() + body.position();
        try (JsonParser parser = json.createParser(body.array(), offset, body.remaining())) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("the answer is not a JSON object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                member(parser);
            }
            return answer;
        }
    }

    private void member(JsonParser parser) throws IOException {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        switch (name) {
            case "id" -> answer.id(parser.getText());
            case "state" -> answer.state(parser.getText());
            case "terminal" -> answer.terminal(parser.getBooleanValue());
            case "code" -> answer.code(parser.getText());
            case "cache" -> cache(parser, value);
            case "error" -> error(parser, value);
            case "outputs" -> outputs(parser, value);
            default -> parser.skipChildren();
        }
    }

    private void cache(JsonParser parser, JsonToken value) throws IOException {
        if (value != JsonToken.START_OBJECT) {
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean status = parser.currentName().equals("status");
            parser.nextToken();
            if (status) {
                answer.cacheStatus(parser.getText());
            } else {
                parser.skipChildren();
            }
        }
    }

    private void error(JsonParser parser, JsonToken value) throws IOException {
        if (value != JsonToken.START_OBJECT) {
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean code = parser.currentName().equals("code");
            parser.nextToken();
            if (code) {
                answer.code(parser.getText());
            } else {
                parser.skipChildren();
            }
        }
    }

    private void outputs(JsonParser parser, JsonToken value) throws IOException {
        if (value != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            answer.beginOutput();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                output(parser);
            }
        }
    }

    private void output(JsonParser parser) throws IOException {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (name.equals("shape") && value == JsonToken.START_ARRAY) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                answer.dimension(parser.getLongValue());
            }
        } else if (name.equals("data") && value == JsonToken.START_ARRAY) {
            data(parser);
        } else {
            parser.skipChildren();
        }
    }

    /** Flat or nested; an element that is no number (a text) is passed over. */
    private void data(JsonParser parser) throws IOException {
        int depth = 1;
        while (depth > 0) {
            JsonToken token = parser.nextToken();
            if (token == JsonToken.START_ARRAY) {
                depth++;
            } else if (token == JsonToken.END_ARRAY) {
                depth--;
            } else if (token == null) {
                throw new IOException("the answer ends within an output");
            } else if (token.isNumeric()) {
                answer.number(parser.getDoubleValue());
            }
        }
    }
}
