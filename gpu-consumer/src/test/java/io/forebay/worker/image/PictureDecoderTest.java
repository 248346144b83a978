package io.forebay.worker.image;

import static io.forebay.worker.image.TestPictures.decode;
import static io.forebay.worker.image.TestPictures.encoded;
import static io.forebay.worker.image.TestPictures.filled;
import static io.forebay.worker.image.TestPictures.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.schemas.problem.ProblemCode;
import io.forebay.schemas.problem.ProblemException;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PictureDecoderTest {

    @Test
    void putsTransparentPartsOverWhite() {
        byte[] png = encoded(filled(1, 1, BufferedImage.TYPE_INT_ARGB, 0x80FF0000), "png");
        assertThat(hex(decode(png))).isEqualTo("ff7f7f");
        byte[] clear = encoded(filled(1, 1, BufferedImage.TYPE_INT_ARGB, 0), "png");
        assertThat(hex(decode(clear))).isEqualTo("ffffff");
    }

    @Test
    void keepsGreyAsItIsStored() {
        BufferedImage gray = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY);
        gray.getRaster().setSample(0, 0, 0, 0x80);
        assertThat(hex(decode(encoded(gray, "png")))).isEqualTo("808080");
        BufferedImage deep = new BufferedImage(1, 1, BufferedImage.TYPE_USHORT_GRAY);
        deep.getRaster().setSample(0, 0, 0, 0x80FF);
        assertThat(hex(decode(encoded(deep, "png")))).isEqualTo("808080");
    }

    @Test
    void readsPalettesAndBitmaps() {
        BufferedImage indexed = filled(2, 1, BufferedImage.TYPE_BYTE_INDEXED, 0xFF00FF00);
        assertThat(hex(decode(encoded(indexed, "png")))).isEqualTo("00ff00 00ff00");
        assertThat(hex(decode(encoded(indexed, "gif")))).isEqualTo("00ff00 00ff00");
        BufferedImage two = filled(2, 1, BufferedImage.TYPE_BYTE_BINARY, 0xFFFFFFFF);
        assertThat(hex(decode(encoded(two, "bmp")))).isEqualTo("ffffff ffffff");
        BufferedImage rgb = filled(2, 1, BufferedImage.TYPE_INT_RGB, 0xFF123456);
        assertThat(hex(decode(encoded(rgb, "bmp")))).isEqualTo("123456 123456");
    }

    @ParameterizedTest
    @CsvSource({"1, 8, 16", "5, 16, 8", "6, 16, 8", "3, 8, 16", "9, 8, 16"})
    void standsPicturesUpright(int orientation, int width, int height) {
        byte[] jpeg = encoded(filled(8, 16, BufferedImage.TYPE_INT_RGB, 0), "jpeg");
        Picture picture = decode(TestPictures.with(jpeg, TestPictures.exif(orientation), 1));
        assertThat(picture.width()).isEqualTo(width);
        assertThat(picture.height()).isEqualTo(height);
    }

    @Test
    void refusesPicturesCutShort() {
        BufferedImage image = filled(32, 32, BufferedImage.TYPE_INT_RGB, 0xFF123456);
        for (String format : new String[] {"jpeg", "png"}) {
            byte[] whole = encoded(image, format);
            assertThat(decode(whole).width()).isEqualTo(32);
            for (int length = 0; length < whole.length; length++) {
                refused(Arrays.copyOf(whole, length), "");
            }
        }
    }

    /** Of 34 bytes, which the decoder would read zeros after for minutes. */
    @Test
    @Timeout(20)
    void refusesAWebpWhosePictureIsNotThere() {
        byte[] webp =
                HexFormat.of()
                        .parseHex(
                                "524946461a000000574542505650384c"
                                        + "0d0000002f5580001011030004"
                                        + "03fffe0103");
        refused(webp, "");
    }

    @Test
    void takesBytesAfterTheEnd() {
        byte[] jpeg = encoded(filled(8, 8, BufferedImage.TYPE_INT_RGB, -1), "jpeg");
        assertThat(decode(Arrays.copyOf(jpeg, jpeg.length + 100)).width()).isEqualTo(8);
    }

    @Test
    void refusesSegmentsWithoutEnd() {
        byte[] jpeg = encoded(filled(8, 8, BufferedImage.TYPE_INT_RGB, -1), "jpeg");
        byte[] empty = {(byte) 0xFF, (byte) 0xE1, 0, 2};
        assertThat(decode(TestPictures.with(jpeg, empty, 1000)).width()).isEqualTo(8);
        refused(TestPictures.with(jpeg, empty, 20_000), "more than 5000 segments");
    }

    @Test
    void refusesSizesBeyondTheLimitBeforeDecoding() {
        byte[] png = encoded(filled(8, 8, BufferedImage.TYPE_INT_RGB, -1), "png");
        ByteBuffer bytes = ByteBuffer.wrap(png);
        bytes.putInt(16, 40_000).putInt(20, 1_001);
        CRC32 crc = new CRC32();
        crc.update(png, 12, 17);
        bytes.putInt(29, (int) crc.getValue());
        refused(png, "the picture is 40000 x 1001; the limit is 40000000 pixels");
    }

    @Test
    void refusesCorruptChunks() {
        byte[] png = encoded(filled(8, 8, BufferedImage.TYPE_INT_RGB, -1), "png");
        png[45] ^= 1;
        refused(png, "the PNG is corrupt");
    }

    @Test
    void refusesWhatIsNoPicture() {
        refused("<svg/>".getBytes(StandardCharsets.UTF_8), "6 bytes are not a picture");
        refused("BM but not".getBytes(StandardCharsets.UTF_8), "the BMP cannot be decoded");
        refused("RIFF\4\0\0\0WEBP".getBytes(StandardCharsets.ISO_8859_1), "the WebP has no");
    }

    private static void refused(byte[] bytes, String detail) {
        assertThatThrownBy(() -> decode(bytes))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> {
                            assertThat(e.problem().code()).isEqualTo(ProblemCode.INVALID_IMAGE);
                            assertThat(e.problem().detail()).contains(detail);
                        });
    }
}
