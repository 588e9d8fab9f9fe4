// Every workgroup is `SUBGROUPS` rows of one subgroup each; both numbers come from the device and the op.
#ifndef DEEPSCOPE_WORKGROUP_GLSL
#define DEEPSCOPE_WORKGROUP_GLSL

#extension GL_KHR_shader_subgroup_basic : require
#extension GL_KHR_shader_subgroup_arithmetic : require

layout(constant_id = 0) const uint LANES = 8;
layout(constant_id = 1) const uint SUBGROUPS = 1;
layout(local_size_x_id = 0, local_size_y_id = 1) in;

#define lane gl_LocalInvocationID.x
#define subgroupRow gl_LocalInvocationID.y

#endif
