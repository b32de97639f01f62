package dev.wasmsandbox.engine;

import dev.wasmsandbox.fuzz.FuzzTarget;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The description that comes with a guest: whatever stands in it, it is understood or refused with a reason. */
public final class BundleTarget implements FuzzTarget {
    /** Opens the target. */
    public BundleTarget() {}

    @Override
    public void run(byte[] input) {
        try {
            GuestBundle bundle =
                    GuestBundle.read(
                            "the input",
                            name ->
                                    name.equals("guest.properties")
                                            ? new ByteArrayInputStream(input)
                                            : null);
            bundle.name();
            bundle.codeHash();
            bundle.imageHash();
            bundle.initialMemoryBytes();
            bundle.versions();
            bundle.environment();
            bundle.archives();
            bundle.extraImages();
            bundle.code();
        } catch (EngineException e) {
            if (String.valueOf(e.getMessage()).isEmpty()) {
                throw new AssertionError("refused without a reason", e);
            }
        }
    }

    @Override
    public List<byte[]> seeds() {
        return List.of(
                """
                abi=1
                name=probe
                code=probe.wasm
                code.sha256=0000
                image=probe.image
                image.sha256=0000
                image.memory.bytes=65536
                version.cpython=3.13
                environment.LANG=C
                archives=library
                archive.library.mount=/usr
                images=packages
                image.packages.sha256=0000
                image.packages.memory.bytes=65536
                image.packages.modules=a,b,a
                """
                        .getBytes(StandardCharsets.ISO_8859_1));
    }

    @Override
    public List<String> words() {
        return List.of(
                "abi=1",
                "\\u",
                "image.memory.bytes=",
                "code.sha256=",
                "name=",
                "\\",
                "image.sha256=",
                "code=");
    }
}
