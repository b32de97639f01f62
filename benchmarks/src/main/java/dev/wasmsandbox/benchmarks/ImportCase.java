package dev.wasmsandbox.benchmarks;

import java.util.List;

/**
 * An import that is measured.
 *
 * @param modules what is imported, as it stands behind {@code import}
 * @param guide what the guide of the Python library says that it costs; empty if it says nothing
 */
record ImportCase(String modules, String guide) {
    /** The guide's table of fuel first, then what else it lists, then what comes beyond it. */
    static final List<ImportCase> ALL =
            List.of(
                    new ImportCase("json, csv, re, os", "< 10 M"),
                    new ImportCase("tabulate", "1,400 M"),
                    new ImportCase("markdown", "1,800 M"),
                    new ImportCase("dateutil.parser, dateutil.tz", "800 M"),
                    new ImportCase("jinja2, markupsafe", "4,000 to 5,000 M"),
                    new ImportCase("openpyxl", "5,000 to 7,000 M"),
                    new ImportCase("PyPDF2", "5,000 to 6,000 M"),
                    new ImportCase("xlsxwriter", ""),
                    new ImportCase("mammoth", ""),
                    new ImportCase("odf.opendocument, odf.text", ""),
                    new ImportCase("attrs", ""),
                    new ImportCase("certifi", ""),
                    new ImportCase("charset_normalizer", ""),
                    new ImportCase("idna", ""),
                    new ImportCase("urllib3", ""),
                    new ImportCase("six", ""),
                    new ImportCase("tomli", ""),
                    new ImportCase("yaml", ""),
                    new ImportCase("sandbox_utils", ""));

    /** The program that imports. */
    String code() {
        return "import " + modules;
    }

    /** A program that imports the same in a way that nobody can foresee, so that all of it comes from files. */
    String hiddenCode() {
        StringBuilder code =
                new StringBuilder("load = __import__('import' + 'lib').import_module\n");
        for (String module : modules.split(", ", -1)) {
            code.append("load('%s' '%s')%n".formatted(module.substring(0, 1), module.substring(1)));
        }
        return code.toString();
    }
}
