package dev.wasmsandbox.core.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImportScanTest {
    private static final Set<String> MODULES = Set.of("openpyxl", "attr");

    private static boolean mentions(String code) {
        return mentions(code.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean mentions(byte[] code) {
        Set<String> names = new HashSet<>();
        ImportScan.names(code, names::add);
        names.retainAll(MODULES);
        return !names.isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "import openpyxl",
                "import json, openpyxl as excel",
                "from openpyxl.styles import Font",
                "x = 1\n    import attr",
                "module = importlib.import_module('openpyxl')",
                "__import__(\"openpyxl\")",
                "try: import openpyxl\nexcept ImportError: pass",
                "import json; import openpyxl",
                "import json, \\\n    openpyxl",
                "from openpyxl \\\r\n import Workbook",
                "from openpyxl import (\n    Workbook,\n)",
                "exec('import openpyxl')",
                "from importlib import import_module as load\nbook = load('openpyxl')",
                "name = \"openpyxl.styles\"\nimportlib.import_module(name)",
                "for name in ['json', 'attr']:\n    __import__(name)",
            })
    void finds_imports(String code) {
        assertThat(mentions(code)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "import",
                "import json",
                "import openpyxl2",
                "import my_openpyxl",
                "openpyxl = 1",
                "import json\nprint('openpyxl')",
                "from attrs import define",
                "# what is important\nprint(openpyxl)",
                "import json\nkeys = ['openpyxl']",
                "__import__('json')\nkey = 'my openpyxl'",
                "import json \\ # no end of the line\nopenpyxl",
            })
    void passes_over_the_rest(String code) {
        assertThat(mentions(code)).isFalse();
    }

    @Test
    void looks_at_the_first_mebibyte_only() {
        String padding = "#".repeat(1 << 20);

        assertThat(mentions("import openpyxl\n" + padding)).isTrue();
        assertThat(mentions(padding + "\nimport openpyxl")).isFalse();
    }

    @Test
    void takes_any_bytes() {
        byte[] code = new byte[1000];
        for (int i = 0; i < code.length; i++) {
            code[i] = (byte) (i * 31);
        }

        assertThat(mentions(code)).isFalse();
    }
}
