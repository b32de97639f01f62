package dev.wasmsandbox.fuzz.wasi;

import org.jspecify.annotations.Nullable;

/** An open descriptor of the model. */
final class ModelDescriptor {
    /** What it stands for; null for a standard stream. */
    final @Nullable ModelNode node;

    /** The number of the standard stream; -1 for a node. */
    final int stream;

    final boolean preopened;
    long rights;
    long inheriting;
    int flags;
    long position;

    private ModelDescriptor(
            @Nullable ModelNode node, int stream, boolean preopened, long rights, long inheriting) {
        this.node = node;
        this.stream = stream;
        this.preopened = preopened;
        this.rights = rights;
        this.inheriting = inheriting;
    }

    static ModelDescriptor stream(int number) {
        long right = number == 0 ? ModelRights.FD_READ : ModelRights.FD_WRITE;
        return new ModelDescriptor(null, number, false, right, right);
    }

    static ModelDescriptor root(ModelNode node) {
        return new ModelDescriptor(
                node, -1, true, ModelRights.DIRECTORY, ModelRights.DIRECTORY | ModelRights.FILE);
    }

    static ModelDescriptor of(ModelNode node, long rights, long inheriting) {
        return new ModelDescriptor(node, -1, false, rights, inheriting);
    }

    @Nullable ModelNode file() {
        return node != null && node.kind == ModelNode.Kind.FILE ? node : null;
    }

    @Nullable ModelNode directory() {
        return node != null && node.isDirectory() ? node : null;
    }

    boolean has(long right) {
        return (rights & right) == right;
    }
}
