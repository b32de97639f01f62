package dev.wasmsandbox.cli;

import java.util.ArrayList;
import java.util.List;

/** What a person sees of what was written to a terminal: text in lines, as far as a line editor moves about in it. */
final class ScreenText {
    private final List<StringBuilder> lines = new ArrayList<>(List.of(new StringBuilder()));
    private final StringBuilder sequence = new StringBuilder();
    private final StringBuilder colours = new StringBuilder();
    private int width;
    private int row;
    private int column;

    ScreenText(int width) {
        this.width = width;
    }

    void resize(int columns) {
        width = columns;
    }

    /** Returns the lines, without spaces at their ends. */
    String text() {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line.toString().stripTrailing()).append('\n'));
        return text.toString();
    }

    /** Returns all sequences that chose colours. */
    String colours() {
        return colours.toString();
    }

    void write(String written) {
        written.chars().forEach(c -> write((char) c));
    }

    private void write(char c) {
        if (!sequence.isEmpty()) {
            sequence.append(c);
            // ESC, then a bracket with parameters and a letter, or one other character.
            boolean complete = sequence.length() == 2 ? c != '[' : c >= '@' && c <= '~';
            if (complete) {
                obey(sequence.substring(1));
                sequence.setLength(0);
            }
            return;
        }
        switch (c) {
            case '\033' -> sequence.append(c);
            case '\r' -> column = 0;
            case '\n' -> down();
            case '\b' -> column = Math.max(0, column - 1);
            case '\007' -> {}
            default -> put(c);
        }
    }

    private void put(char c) {
        if (column == width) {
            column = 0;
            down();
        }
        StringBuilder line = lines.get(row);
        line.repeat(' ', Math.max(0, column + 1 - line.length()));
        line.setCharAt(column++, c);
    }

    private void down() {
        row++;
        if (row == lines.size()) {
            lines.add(new StringBuilder());
        }
    }

    private void obey(String order) {
        if (!order.startsWith("[") || order.startsWith("[?") || order.startsWith("[>")) {
            return;
        }
        char last = order.charAt(order.length() - 1);
        String parameters = order.substring(1, order.length() - 1);
        int count = parameters.matches("[0-9]+") ? Integer.parseInt(parameters) : 1;
        switch (last) {
            case 'A' -> row = Math.max(0, row - count);
            case 'B' -> {
                for (int i = 0; i < count; i++) {
                    down();
                }
            }
            case 'C' -> column = Math.min(width, column + count);
            case 'D' -> column = Math.max(0, column - count);
            case 'G' -> column = count - 1;
            case 'K' -> erase(lines.get(row), parameters);
            case 'J' -> {
                erase(lines.get(row), parameters);
                lines.subList(row + 1, lines.size()).clear();
            }
            case 'P' -> {
                StringBuilder line = lines.get(row);
                line.delete(
                        Math.min(column, line.length()), Math.min(column + count, line.length()));
            }
            case '@' ->
                    lines.get(row)
                            .insert(Math.min(column, lines.get(row).length()), " ".repeat(count));
            case 'm' -> colours.append("\033[").append(parameters).append('m');
            default -> throw new IllegalArgumentException("unknown order " + order);
        }
    }

    private void erase(StringBuilder line, String parameters) {
        if (parameters.isEmpty() || parameters.equals("0")) {
            line.setLength(Math.min(line.length(), column));
        } else if (parameters.equals("2")) {
            line.setLength(0);
        }
    }
}
