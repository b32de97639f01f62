package dev.wasmsandbox.engine;

import dev.wasmsandbox.fuzz.FuzzTarget;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The description that comes with a guest: whatever stands in it, it is understood or refused with a reason. */
public final class BundleTarget implements FuzzTarget {
    private static final String ANCHOR = Anchor.class.getName();

    private byte @Nullable [] anchor;

    /** Opens the target. */
    public BundleTarget() {}

    /** Stands where a guest's resources are; each input defines a class of its own from it. */
    static final class Anchor {
        private Anchor() {}
    }

    /** Has one class, and one resource beside it. */
    private static final class Loader extends ClassLoader {
        private final byte[] properties;

        Loader(byte[] properties) {
            super(BundleTarget.class.getClassLoader());
            this.properties = properties;
        }

        Class<?> define(byte[] code) {
            return defineClass(ANCHOR, code, 0, code.length);
        }

        @Override
        public @Nullable InputStream getResourceAsStream(String name) {
            return name.endsWith("guest.properties") ? new ByteArrayInputStream(properties) : null;
        }
    }

    @Override
    public void run(byte[] input) throws IOException {
        try {
            GuestBundle bundle = GuestBundle.beside(new Loader(input).define(code()));
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

    private byte[] code() throws IOException {
        byte[] known = anchor;
        if (known == null) {
            try (InputStream in =
                    BundleTarget.class
                            .getClassLoader()
                            .getResourceAsStream(ANCHOR.replace('.', '/') + ".class")) {
                if (in == null) {
                    throw new IOException("the class file of " + ANCHOR + " is not there");
                }
                known = in.readAllBytes();
            }
            anchor = known;
        }
        return known;
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
