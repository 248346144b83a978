package io.forebay.worker.image;

import static io.forebay.fuzz.Property.holds;
import static io.forebay.fuzz.Property.same;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.ByteString;
import io.forebay.fuzz.FuzzedModels;
import io.forebay.schemas.problem.ProblemCode;
import io.forebay.schemas.problem.ProblemException;

/** Pictures, whole: decoded and made into the model's input, or refused as no picture. */
final class PictureFuzz {

    private static final PictureDecoder DECODER = new PictureDecoder();
    private static final Preprocessor PREPROCESSOR =
            new Preprocessor(FuzzedModels.PICTURE.manifest().preprocess().orElseThrow());

    @FuzzTest
    void picture(byte[] bytes) {
        try {
            Picture picture = DECODER.decode(ByteString.copyFrom(bytes));
            holds(picture.width() > 0 && picture.height() > 0, "an empty picture");
            holds(
                    (long) picture.width() * picture.height() <= Scanned.MAX_PIXELS,
                    "a picture beyond the limit");
            holds(PREPROCESSOR.prepare(picture).tensor().data().size() == 36, "another size");
        } catch (ProblemException e) {
            same(e.problem().code(), ProblemCode.INVALID_IMAGE, "what is wrong");
        }
    }
}
