/* The module _kdf: hashlib's key derivation functions, which are OpenSSL's elsewhere. */
#include "python_host.h"

#include "pbkdf2.h"

static struct bytes bytes_of(const Py_buffer *buffer)
{
    return (struct bytes){buffer->buf, (size_t)buffer->len};
}

/* Takes over the key, which is NULL or not yet filled. */
static PyObject *finished(PyObject *key, bool done)
{
    if (key != NULL && !done) {
        Py_CLEAR(key);
        PyErr_NoMemory();
    }
    return key;
}

PyDoc_STRVAR(pbkdf2_doc,
"pbkdf2_hmac($module, /, hash_name, password, salt, iterations, dklen=None)\n--\n\n"
"Password based key derivation function 2 (PKCS #5 v2.0) with HMAC as pseudorandom function.");

static PyObject *derive_pbkdf2(const char *name, const Py_buffer *password, const Py_buffer *salt, long iterations,
                               PyObject *length_object)
{
    const struct hash_function *hash = find_hash_function(name);
    if (hash == NULL) {
        PyErr_Format(PyExc_ValueError, "unsupported hash type %s; md5, sha1, sha224, sha256, sha384 and sha512 are supported", name);
        return NULL;
    }
    if (iterations < 1) {
        PyErr_SetString(PyExc_ValueError, "iteration value must be greater than 0.");
        return NULL;
    }
    long length = length_object == Py_None ? (long)hash->digest : PyLong_AsLong(length_object);
    if (length == -1 && PyErr_Occurred()) {
        return NULL;
    }
    if (length < 1) {
        PyErr_SetString(PyExc_ValueError, "key length must be greater than 0.");
        return NULL;
    }
    PyObject *key = PyBytes_FromStringAndSize(NULL, length);
    return finished(key, key != NULL && pbkdf2(hash, bytes_of(password), bytes_of(salt), (uint64_t)iterations,
                                               (uint8_t *)PyBytes_AS_STRING(key), (size_t)length));
}

static PyObject *pbkdf2_hmac(PyObject *Py_UNUSED(module), PyObject *arguments, PyObject *named)
{
    static char *names[] = {"hash_name", "password", "salt", "iterations", "dklen", NULL};
    const char *name;
    Py_buffer password, salt;
    long iterations;
    PyObject *length = Py_None;
    if (!PyArg_ParseTupleAndKeywords(arguments, named, "sy*y*l|O:pbkdf2_hmac", names, &name, &password, &salt, &iterations,
                                     &length)) {
        return NULL;
    }
    PyObject *key = derive_pbkdf2(name, &password, &salt, iterations, length);
    PyBuffer_Release(&password);
    PyBuffer_Release(&salt);
    return key;
}

PyDoc_STRVAR(scrypt_doc,
"scrypt($module, /, password, *, salt, n, r, p, maxmem=0, dklen=64)\n--\n\n"
"scrypt password-based key derivation function.");

/* What a call may take where it does not say more, as OpenSSL has it. */
static const unsigned long long usual_memory = 32 * 1024 * 1024;

static bool costs_are_valid(unsigned long long n, unsigned long long r, unsigned long long p, unsigned long long most)
{
    if (n < 2 || (n & (n - 1)) != 0) {
        PyErr_SetString(PyExc_ValueError, "n must be a power of 2.");
        return false;
    }
    if (r < 1 || p < 1 || r > ((1ULL << 30) - 1) / p) {
        PyErr_SetString(PyExc_ValueError, "r and p must be at least 1, and r * p less than 2 ** 30.");
        return false;
    }
    if (n > most / 128 / r || 128ULL * r * (n + p + 2) > most) {
        PyErr_Format(PyExc_ValueError, "memory limit exceeded: n, r and p take more than %llu bytes; set maxmem to allow more",
                     most);
        return false;
    }
    return true;
}

/* A cost, which must be given; what is no number that fits is 0, which no cost may be. Returns false with an exception. */
static bool cost(const char *name, PyObject *object, unsigned long long *value)
{
    if (object == NULL) {
        PyErr_Format(PyExc_TypeError, "%s is required and must be an unsigned int", name);
        return false;
    }
    *value = PyLong_AsUnsignedLongLong(object);
    if (PyErr_Occurred()) {
        PyErr_Clear();
        *value = 0;
    }
    return true;
}

static PyObject *derive_scrypt(PyObject *arguments, PyObject *named, Py_buffer *password, Py_buffer *salt)
{
    static char *names[] = {"password", "salt", "n", "r", "p", "maxmem", "dklen", NULL};
    PyObject *n_object = NULL, *r_object = NULL, *p_object = NULL;
    unsigned long long n, r, p;
    long maxmem = 0, length = 64;
    if (!PyArg_ParseTupleAndKeywords(arguments, named, "y*|$y*O!O!O!ll:scrypt", names, password, salt, &PyLong_Type, &n_object,
                                     &PyLong_Type, &r_object, &PyLong_Type, &p_object, &maxmem, &length)) {
        return NULL;
    }
    if (salt->obj == NULL) {
        PyErr_SetString(PyExc_TypeError, "salt is required");
        return NULL;
    }
    if (!cost("n", n_object, &n) || !cost("r", r_object, &r) || !cost("p", p_object, &p)) {
        return NULL;
    }
    if (maxmem < 0) {
        PyErr_SetString(PyExc_ValueError, "maxmem must be positive and smaller than 2 ** 31");
        return NULL;
    }
    if (length < 1) {
        PyErr_SetString(PyExc_ValueError, "dklen must be greater than 0 and smaller than 2 ** 31");
        return NULL;
    }
    if (!costs_are_valid(n, r, p, maxmem == 0 ? usual_memory : (unsigned long long)maxmem)) {
        return NULL;
    }
    PyObject *key = PyBytes_FromStringAndSize(NULL, length);
    return finished(key, key != NULL && scrypt(bytes_of(password), bytes_of(salt), n, (uint32_t)r, (uint32_t)p,
                                               (uint8_t *)PyBytes_AS_STRING(key), (size_t)length));
}

static PyObject *scrypt_function(PyObject *Py_UNUSED(module), PyObject *arguments, PyObject *named)
{
    Py_buffer password = {0}, salt = {0};
    PyObject *key = derive_scrypt(arguments, named, &password, &salt);
    PyBuffer_Release(&password);
    PyBuffer_Release(&salt);
    return key;
}

static PyMethodDef methods[] = {
    {"pbkdf2_hmac", _PyCFunction_CAST(pbkdf2_hmac), METH_VARARGS | METH_KEYWORDS, pbkdf2_doc},
    {"scrypt", _PyCFunction_CAST(scrypt_function), METH_VARARGS | METH_KEYWORDS, scrypt_doc},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef definition = {
    PyModuleDef_HEAD_INIT,
    .m_name = "_kdf",
    .m_doc = PyDoc_STR("Key derivation functions for hashlib."),
    .m_size = 0,
    .m_methods = methods,
};

PyObject *init_key_derivation_module(void)
{
    return PyModuleDef_Init(&definition);
}
