function descend(depth) {
  return descend(depth + 1) + 1;
}
descend(0);
