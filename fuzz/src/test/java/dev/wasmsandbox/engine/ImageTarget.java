package dev.wasmsandbox.engine;

import dev.wasmsandbox.fuzz.FuzzTarget;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Memory images of guests: each is refused, or has the size and the pages that it says. */
public final class ImageTarget implements FuzzTarget {
    private final Path file;

    /** Opens the target. */
    public ImageTarget() throws IOException {
        file = Files.createTempFile("fuzz", ".image");
    }

    @Override
    public void run(byte[] input) throws IOException {
        Files.write(file, input);
        try {
            MemoryImage image = MemoryImage.read(file, false);
            if (image.memoryBytes() <= 0 || image.memoryBytes() % 65_536 != 0) {
                throw new AssertionError("an image of " + image.memoryBytes() + " bytes");
            }
        } catch (EngineException e) {
            if (!String.valueOf(e.getMessage()).contains(file.toString())) {
                throw new AssertionError("the refusal does not name the file", e);
            }
        }
    }

    @Override
    public List<byte[]> seeds() {
        return List.of(
                image(0),
                image(1),
                image(3),
                image(400),
                "WSBXIMG1".getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] image(int runs) {
        ByteBuffer image =
                ByteBuffer.allocate(4096)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .put("WSBXIMG1".getBytes(StandardCharsets.US_ASCII))
                        .putInt(1)
                        .putInt(4096)
                        .putLong(4L << 16)
                        .putInt(runs)
                        .putInt(0);
        for (int i = 0; i < runs; i++) {
            image.putInt(2 * i).putInt(1);
        }
        return image.array();
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }
}
