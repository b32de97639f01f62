package dev.wasmsandbox.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(value = OS.LINUX, disabledReason = "only Linux has memory files")
class NativeMemoryIT {
    private static final long BYTES = 4L * NativeMemory.PAGE_BYTES;

    @Test
    void a_memory_file_that_somebody_still_writes_to_is_sealed_when_he_is_done() {
        int file = NativeMemory.memoryFile("busy", BYTES);
        long writable = NativeMemory.mapShared(BYTES, file, true);
        NativeMemory.putLong(writable, 42);

        CompletableFuture<Void> sealed = CompletableFuture.runAsync(() -> NativeMemory.seal(file));
        NativeMemory.unmap(writable, BYTES);
        sealed.join();

        assertThatThrownBy(() -> NativeMemory.mapShared(BYTES, file, true))
                .isInstanceOf(EngineException.class);
        long view = NativeMemory.mapShared(BYTES, file, false);
        assertThat(NativeMemory.getLong(view)).isEqualTo(42);
        NativeMemory.unmap(view, BYTES);
        NativeMemory.closeFile(file);
    }

    @Test
    void a_memory_file_that_stays_busy_is_an_error() {
        int file = NativeMemory.memoryFile("busy", BYTES);
        long writable = NativeMemory.mapShared(BYTES, file, true);

        assertThatThrownBy(() -> NativeMemory.seal(file))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("cannot seal a memory file");

        NativeMemory.unmap(writable, BYTES);
        NativeMemory.closeFile(file);
    }
}
