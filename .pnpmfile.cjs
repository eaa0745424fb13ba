// @scalar/api-reference is used for its one prebuilt browser file; its 200 MB of dependencies never run here.
module.exports = {
  hooks: {
    readPackage(pkg) {
      if (pkg.name === '@scalar/api-reference') pkg.dependencies = {};
      return pkg;
    },
  },
};
