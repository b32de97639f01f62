/* Prints what LayoutTest compares with the constants of the classes Layout and TypeApi, one "NAME value" a line. */
#include <stddef.h>
#include <stdio.h>
#include <wasmtime.h>

#define SHOW(name, value) printf("%s %zu\n", name, (size_t)(value))

int main(void) {
  SHOW("VECTOR_SIZE", offsetof(wasm_byte_vec_t, size));
  SHOW("VECTOR_DATA", offsetof(wasm_byte_vec_t, data));
  SHOW("VECTOR_BYTES", sizeof(wasm_byte_vec_t));
  SHOW("EXTERN_KIND", offsetof(wasmtime_extern_t, kind));
  SHOW("EXTERN_OF", offsetof(wasmtime_extern_t, of));
  SHOW("EXTERN_BYTES", sizeof(wasmtime_extern_t));
  SHOW("EXTERN_FUNC", WASMTIME_EXTERN_FUNC);
  SHOW("EXTERN_GLOBAL", WASMTIME_EXTERN_GLOBAL);
  SHOW("EXTERN_MEMORY", WASMTIME_EXTERN_MEMORY);
  SHOW("FUNC_BYTES", sizeof(wasmtime_func_t));
  SHOW("MEMORY_BYTES", sizeof(wasmtime_memory_t));
  SHOW("GLOBAL_BYTES", sizeof(wasmtime_global_t));
  SHOW("INSTANCE_BYTES", sizeof(wasmtime_instance_t));
  SHOW("VALUE_KIND", offsetof(wasmtime_val_t, kind));
  SHOW("VALUE_OF", offsetof(wasmtime_val_t, of));
  SHOW("VALUE_BYTES", sizeof(wasmtime_val_t));
  SHOW("VALUE_I32", WASMTIME_I32);
  SHOW("VALUE_I64", WASMTIME_I64);
  SHOW("RAW_VALUE_BYTES", sizeof(wasmtime_val_raw_t));
  SHOW("LINEAR_MEMORY_ENV", offsetof(wasmtime_linear_memory_t, env));
  SHOW("LINEAR_MEMORY_GET", offsetof(wasmtime_linear_memory_t, get_memory));
  SHOW("LINEAR_MEMORY_GROW", offsetof(wasmtime_linear_memory_t, grow_memory));
  SHOW("LINEAR_MEMORY_FINALIZER", offsetof(wasmtime_linear_memory_t, finalizer));
  SHOW("LINEAR_MEMORY_BYTES", sizeof(wasmtime_linear_memory_t));
  SHOW("MEMORY_CREATOR_ENV", offsetof(wasmtime_memory_creator_t, env));
  SHOW("MEMORY_CREATOR_NEW", offsetof(wasmtime_memory_creator_t, new_memory));
  SHOW("MEMORY_CREATOR_FINALIZER", offsetof(wasmtime_memory_creator_t, finalizer));
  SHOW("MEMORY_CREATOR_BYTES", sizeof(wasmtime_memory_creator_t));
  SHOW("KIND_FUNCTION", WASM_EXTERN_FUNC);
  SHOW("KIND_GLOBAL", WASM_EXTERN_GLOBAL);
  SHOW("KIND_MEMORY", WASM_EXTERN_MEMORY);
  SHOW("LETTER_i", WASM_I32);
  SHOW("LETTER_I", WASM_I64);
  SHOW("LETTER_f", WASM_F32);
  SHOW("LETTER_F", WASM_F64);
  SHOW("DEADLINE_CONTINUE", WASMTIME_UPDATE_DEADLINE_CONTINUE);
  SHOW("OPTIMIZATION_NONE", WASMTIME_OPT_LEVEL_NONE);
  SHOW("OPTIMIZATION_SPEED", WASMTIME_OPT_LEVEL_SPEED);
  SHOW("OPTIMIZATION_SPEED_AND_SIZE", WASMTIME_OPT_LEVEL_SPEED_AND_SIZE);
  SHOW("POINTER", sizeof(void *));
  SHOW("BOOL", sizeof(bool));
  return 0;
}
