package dev.wasmsandbox.fuzz.wasi;

import dev.wasmsandbox.wasi.Errno;
import dev.wasmsandbox.wasi.TreeLimits;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The state of the model's guest, and what the checks of its calls have in common. */
final class ModelGuest {
    static final int ROOT = 3;

    final ModelMemory memory;
    final ModelTree tree;
    final TreeMap<Integer, ModelDescriptor> descriptors = new TreeMap<>();
    final ByteArrayOutputStream out = new ByteArrayOutputStream();
    final ByteArrayOutputStream err = new ByteArrayOutputStream();
    final List<byte[]> arguments;
    final List<byte[]> environment;
    private final int maxOpen;

    /** The time of the guest's clocks; stands still during a call. */
    long now;

    long slept;

    ModelGuest(int memoryBytes, Surroundings surroundings, TreeLimits limits) {
        memory = new ModelMemory(memoryBytes);
        tree = new ModelTree(limits, this::openFiles);
        maxOpen = surroundings.maxOpenFiles();
        arguments = encoded(surroundings.arguments());
        environment =
                encoded(
                        surroundings.environment().entrySet().stream()
                                .map(variable -> variable.getKey() + "=" + variable.getValue())
                                .toList());
        for (int stream = 0; stream < ROOT; stream++) {
            descriptors.put(stream, ModelDescriptor.stream(stream));
        }
        descriptors.put(ROOT, ModelDescriptor.root(tree.root));
    }

    private static List<byte[]> encoded(Collection<String> texts) {
        return texts.stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
    }

    private Collection<ModelNode> openFiles() {
        return descriptors.values().stream()
                .map(ModelDescriptor::file)
                .filter(file -> file != null)
                .collect(Collectors.toList());
    }

    void requireRoom() {
        if (descriptors.size() >= maxOpen) {
            throw new ModelError(Errno.MFILE);
        }
    }

    int add(ModelDescriptor descriptor) {
        int fd = 0;
        while (descriptors.containsKey(fd)) {
            fd++;
        }
        descriptors.put(fd, descriptor);
        return fd;
    }

    /** Collects what is wrong with the arguments of one call. */
    final class Check {
        private final Set<Errno> wrong = EnumSet.noneOf(Errno.class);

        Check() {}

        Check when(boolean condition, Errno error) {
            if (condition) {
                wrong.add(error);
            }
            return this;
        }

        /** Demands that a range lies in the memory. */
        Check range(int address, long length) {
            return when(!memory.holds(address, length), Errno.FAULT);
        }

        @Nullable ModelDescriptor descriptor(int fd) {
            ModelDescriptor descriptor = descriptors.get(fd);
            when(descriptor == null, Errno.BADF);
            return descriptor;
        }

        /** Demands a regular file with a right. */
        @Nullable ModelDescriptor file(int fd, long right) {
            ModelDescriptor descriptor = descriptor(fd);
            if (descriptor == null) {
                return null;
            }
            when(descriptor.file() == null, Errno.BADF);
            if (descriptor.file() != null) {
                when(!descriptor.has(right), Errno.NOTCAPABLE);
            }
            return descriptor;
        }

        /** Demands a directory with a right. */
        @Nullable ModelNode directory(int fd, String right) {
            ModelDescriptor descriptor = descriptor(fd);
            if (descriptor == null) {
                return null;
            }
            if (descriptor.directory() == null) {
                wrong.add(Errno.BADF);
            } else {
                when(!descriptor.has(ModelRights.of(right)), Errno.NOTCAPABLE);
            }
            return descriptor.directory();
        }

        /** Reads a path. */
        String path(int address, int length) {
            if (Integer.compareUnsigned(length, ModelPath.MAX_PATH_BYTES) > 0) {
                wrong.add(Errno.NAMETOOLONG);
                range(address, Integer.toUnsignedLong(length));
                return "";
            }
            if (length == 0) {
                return "";
            }
            if (!memory.holds(address, length)) {
                wrong.add(Errno.FAULT);
                return "";
            }
            try {
                String path =
                        StandardCharsets.UTF_8
                                .newDecoder()
                                .decode(ByteBuffer.wrap(memory.read(address, length)))
                                .toString();
                when(path.indexOf('\0') >= 0, Errno.INVAL);
                return path;
            } catch (CharacterCodingException _) {
                wrong.add(Errno.ILSEQ);
                return "";
            }
        }

        /** Follows a path, unless something is wrong anyway. */
        ModelPath resolve(@Nullable ModelNode start, String path, ModelPath.Last last) {
            require();
            if (start == null) {
                throw new IllegalStateException("no error, but no directory either");
            }
            return ModelPath.resolve(start, path, last);
        }

        /** The meaning of lookup flags. */
        ModelPath.Last last(int flags) {
            when((flags & ~1) != 0, Errno.INVAL);
            return (flags & 1) != 0 ? ModelPath.Last.FOLLOWED : ModelPath.Last.KEPT;
        }

        /** Fails if something was wrong. */
        void require() {
            if (!wrong.isEmpty()) {
                throw new ModelError(wrong);
            }
        }

        /** Fails if something was wrong, or if what is asked for fails. */
        <T> T requireWith(java.util.function.Supplier<T> question) {
            try {
                T answer = question.get();
                require();
                return answer;
            } catch (ModelError e) {
                Set<Errno> all = EnumSet.copyOf(e.errors());
                all.addAll(wrong);
                throw new ModelError(all);
            }
        }
    }

    Check check() {
        return new Check();
    }
}
