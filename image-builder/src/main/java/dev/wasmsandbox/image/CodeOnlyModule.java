package dev.wasmsandbox.image;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import run.endive.wasm.Parser;
import run.endive.wasm.WasmModule;
import run.endive.wasm.WasmWriter;
import run.endive.wasm.types.CustomSection;
import run.endive.wasm.types.DataSegment;
import run.endive.wasm.types.Global;
import run.endive.wasm.types.MutabilityType;
import run.endive.wasm.types.PassiveDataSegment;
import run.endive.wasm.types.RawSection;
import run.endive.wasm.types.Section;
import run.endive.wasm.types.SectionId;

/**
 * Makes the code of a booted guest out of its module: no data segments, because the memory image has what they would write, and a memory that
 * begins as large as the image.
 *
 * <p>Refuses a module whose instance has state outside of its linear memory, because an image would not hold it.
 */
final class CodeOnlyModule {
    private CodeOnlyModule() {}

    /**
     * Strips a module.
     *
     * @param module the bytes of the whole module
     * @param memoryBytes the size of the image, a multiple of 64 KiB
     * @throws IllegalArgumentException when an instance of the module has state besides memory and stack pointer
     */
    static byte[] of(byte[] module, long memoryBytes) {
        checkStateIsInMemory(module);
        WasmWriter writer = new WasmWriter();
        Parser.parseWithoutDecoding(
                module, section -> copy(section, Math.toIntExact(memoryBytes >> 16), writer));
        return writer.bytes();
    }

    private static void copy(Section section, int memoryPages, WasmWriter writer) {
        if (section instanceof CustomSection) {
            // Debug information and names would only make the code larger: traps name functions by
            // number.
            return;
        }
        if (section.sectionId() == SectionId.DATA || section.sectionId() == SectionId.DATA_COUNT) {
            return;
        }
        if (section.sectionId() == SectionId.MEMORY) {
            writer.writeSection(SectionId.MEMORY, memorySection(memoryPages));
            return;
        }
        writer.writeSection((RawSection) section);
    }

    /** One memory without a maximum of its own: the host's limit rules. */
    private static byte[] memorySection(int pages) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        WasmWriter.writeVarUInt32(bytes, 1);
        bytes.write(0);
        WasmWriter.writeVarUInt32(bytes, pages);
        return bytes.toByteArray();
    }

    private static void checkStateIsInMemory(byte[] module) {
        WasmModule parsed =
                Parser.builder()
                        .includeSectionId(SectionId.TYPE)
                        .includeSectionId(SectionId.IMPORT)
                        .includeSectionId(SectionId.MEMORY)
                        .includeSectionId(SectionId.GLOBAL)
                        .includeSectionId(SectionId.START)
                        .includeSectionId(SectionId.DATA)
                        .withValidation(false)
                        .build()
                        .parse(() -> new ByteArrayInputStream(module));
        long mutable =
                Arrays.stream(parsed.globalSection().globals())
                        .map(Global::mutabilityType)
                        .filter(MutabilityType.Var::equals)
                        .count();
        if (mutable != 1) {
            throw new IllegalArgumentException(
                    "the module has "
                            + mutable
                            + " mutable globals; allowed is one, the stack pointer");
        }
        if (parsed.startSection().isPresent()) {
            throw new IllegalArgumentException(
                    "the module has a start function; link it as a reactor");
        }
        List<DataSegment> segments = List.of(parsed.dataSection().dataSegments());
        if (segments.stream().anyMatch(PassiveDataSegment.class::isInstance)) {
            throw new IllegalArgumentException(
                    "the module has passive data segments; link it without threads");
        }
    }
}
